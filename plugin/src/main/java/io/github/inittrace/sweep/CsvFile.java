// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.CsvLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 has it, to which rows are added at the end, many at once or none. Until it is
 * {@linkplain #publish published}, it lies in a draft beside the table that it replaces. For one
 * thread.
 */
final class CsvFile implements Closeable {
    private final Path file;
    private final Path draft;
    private FileChannel channel;

    /** Starts a table with the names of its columns. */
    CsvFile(Path file, List<String> columns) throws IOException {
        this.file = file;
        draft = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            channel =
                    FileChannel.open(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
        try {
            add(List.of(columns));
        } catch (IOException e) {
            try {
                close();
            } catch (IOException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    /**
     * Adds rows.
     *
     * @param rows their cells; null for an empty one
     * @throws IOException if they cannot all be written; then none is
     */
    void add(List<? extends List<? extends @Nullable Object>> rows) throws IOException {
        String lines = rows.stream().map(CsvLine::of).collect(Collectors.joining());
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        try {
            long end = channel.size();
            try {
                channel.position(end);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /** Replaces the earlier table by this one, to which rows can still be added. */
    void publish() throws IOException {
        try {
            channel.force(false);
            channel.close(); // Windows moves no open file.
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /** Ends the table, of which nothing stays if it was not published. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
