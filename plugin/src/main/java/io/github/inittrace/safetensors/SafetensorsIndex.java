// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a safetensors file of any size which tensor lies; the values stay in the file.
 *
 * @param metadata text by key
 * @param places the tensors in the order of their values
 */
public record SafetensorsIndex(Map<String, String> metadata, List<Place> places) {
    /** Copies map and list. */
    public SafetensorsIndex {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        places = List.copyOf(places);
    }

    /**
     * Where a tensor lies.
     *
     * @param name its name
     * @param dtype the type of its values, as {@link StoredTensor#dtype}
     * @param shape its lengths; none of a single value
     * @param begin the byte of the file at which its values begin, little-endian, the last dimension
     *     fastest
     */
    public record Place(String name, String dtype, List<Integer> shape, long begin) {
        /** Copies the shape. */
        public Place {
            shape = List.copyOf(shape);
        }
    }

    /**
     * Reads the header of a file.
     *
     * @throws MalformedSafetensorsException if it is not of the format
     * @throws IOException if it cannot be read; one sentence that names it
     */
    public static SafetensorsIndex read(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            long left = file.size() - Long.BYTES;
            if (left < 0) {
                throw new MalformedSafetensorsException(
                        "expected at least the 8 bytes that say how long its header is, found "
                                + file.size(),
                        null);
            }
            long said = bytes(file, 0, Long.BYTES).getLong();
            int length = Safetensors.headerLength(said, left);
            byte[] json = bytes(file, Long.BYTES, length).array();
            SafetensorsHeader header = SafetensorsHeader.parse(json);
            header.requireCovering(left - length);
            long start = Long.BYTES + (long) length;
            return new SafetensorsIndex(
                    header.metadata(),
                    header.entries().stream()
                            .map(e -> new Place(e.name(), e.dtype(), e.shape(), start + e.begin()))
                            .toList());
        } catch (MalformedSafetensorsException e) {
            throw e;
        } catch (IOException e) {
            throw FileFailure.cannotRead(path, e);
        }
    }

    private static ByteBuffer bytes(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("it has become shorter");
            }
        }
        return bytes.flip();
    }
}
