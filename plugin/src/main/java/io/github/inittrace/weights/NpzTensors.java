// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.FileSignature;
import io.github.inittrace.numpy.MalformedNpyException;
import io.github.inittrace.numpy.NpyHeader;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.LooseTensor;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.TensorReader;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a file that {@code numpy.savez} or {@code savez_compressed} wrote, in its order:
 * those of the keyword arguments. The file is an archive with an array in each entry.
 */
final class NpzTensors {
    private static final String ENDING = ".npy";

    /** More than any network has. */
    private static final int MOST = 100_000;

    /** The types that are read. */
    private static final Map<String, ElementType> TYPES =
            Map.ofEntries(
                    Map.entry("f8", ElementType.DOUBLE),
                    Map.entry("f4", ElementType.FLOAT),
                    Map.entry("f2", ElementType.FLOAT16),
                    Map.entry("i8", ElementType.INT64),
                    Map.entry("i4", ElementType.INT32),
                    Map.entry("i2", ElementType.INT16),
                    Map.entry("i1", ElementType.INT8),
                    Map.entry("u8", ElementType.UINT64),
                    Map.entry("u4", ElementType.UINT32),
                    Map.entry("u2", ElementType.UINT16),
                    Map.entry("u1", ElementType.UINT8),
                    Map.entry("b1", ElementType.BOOL));

    /** Complex numbers and text, which may lie beside weights. */
    private static final Pattern OTHER_TYPE = Pattern.compile("c8|c16|[US]\\d+");

    private NpzTensors() {}

    static OnnxFile open(Path file) throws IOException {
        List<LooseTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (archive.size() > MOST) {
                throw new MalformedArchiveException(
                        "expected at most " + MOST + " arrays, found " + archive.size());
            }
            for (ZipEntry entry : archive.stream().toList()) {
                if (entry.getName().endsWith(ENDING)) {
                    LooseTensor tensor = tensor(file, archive, entry);
                    if (!names.add(tensor.name())) {
                        throw new MalformedArchiveException(
                                "expected every name once, found another " + quoted(tensor.name()));
                    }
                    tensors.add(tensor);
                }
            }
            if (tensors.isEmpty()) {
                throw new MalformedArchiveException(
                        "expected arrays as numpy.savez writes them, found "
                                + (archive.size() == 0 ? "an empty archive" : "another archive")
                                + "; save PyTorch's .pt and Keras' .keras as .npz, .safetensors or"
                                + " .onnx");
            }
        } catch (MalformedArchiveException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        } catch (ZipException e) {
            String complaint =
                    FileSignature.other(file, FileSignature.ZIP)
                            .map(other -> "it is " + other.words("save it by numpy.savez"))
                            .orElse("it is no whole archive of numpy.savez; save it again");
            throw new IOException(file + " cannot be used: " + complaint, e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        return OnnxFile.ofTensors(file, tensors);
    }

    private static LooseTensor tensor(Path file, ZipFile archive, ZipEntry entry)
            throws IOException {
        String name = entry.getName().substring(0, entry.getName().length() - ENDING.length());
        NpyHeader header;
        try (InputStream in = archive.getInputStream(entry)) {
            header = NpyHeader.read(in);
        } catch (MalformedNpyException e) {
            throw new MalformedArchiveException(
                    "of its array " + quoted(name) + ", " + SafeText.of(message(e)));
        }
        ElementType type = TYPES.get(header.type());
        if (type == null && !OTHER_TYPE.matcher(header.type()).matches()) {
            throw notRead(name, header);
        }
        if (type != null) {
            long count = header.count();
            long values = entry.getSize() - header.length();
            if (count > Integer.MAX_VALUE * (long) type.width() || values != count * type.width()) {
                throw new MalformedArchiveException(
                        "its array "
                                + quoted(name)
                                + " is to have "
                                + header.shape()
                                + " values of "
                                + type.width()
                                + " bytes, found "
                                + values
                                + " bytes");
            }
        }
        return new LooseTensor(
                name,
                type,
                type == null ? header.type() : type.toString(),
                header.shape(),
                () -> reader(file, entry, header, type));
    }

    private static MalformedArchiveException notRead(String name, NpyHeader header) {
        return new MalformedArchiveException(
                header.type().equals("O")
                        ? "its array "
                                + quoted(name)
                                + " holds pickled Python objects, which may run code and are not"
                                + " read; save each array by itself, or leave it out"
                        : "its array "
                                + quoted(name)
                                + " is of a type that is not read, "
                                + header.text()
                                + "; save it with numpy.asarray(a, dtype='f4')");
    }

    private static TensorReader reader(
            Path file, ZipEntry entry, NpyHeader header, @Nullable ElementType type)
            throws IOException {
        if (type == null) {
            throw new IOException("an array of type " + header.type() + " is not read");
        }
        TensorReader reader = new EntryReader(file, entry.getName(), header, type);
        boolean isTurned = header.columnMajor() && header.shape().size() > 1;
        return isTurned ? ColumnMajorReader.of(reader, header.shape()) : reader;
    }

    private static String message(IOException e) {
        return String.valueOf(e.getMessage());
    }

    private static String quoted(String name) {
        return "'" + SafeText.of(name) + "'";
    }

    /** An archive that is none of NumPy's, in words that go on behind its path. */
    private static final class MalformedArchiveException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedArchiveException(String message) {
            super(message);
        }
    }
}
