// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The new content of a file, written piece by piece, which takes the place of the old in one step when
 * it is whole, and is removed when it is closed before. Not buffered. Where {@link AtomicFile} says
 * that a file is written to as it is, that happens at once. For one thread.
 */
public final class FileDraft extends OutputStream {
    private final Path file;
    private final Path target;
    private final @Nullable Path draft;
    private final FileChannel channel;

    /**
     * Starts a draft.
     *
     * @param file what it is to replace, in a folder that exists
     * @throws IOException if it cannot be written; one sentence that names it
     */
    public FileDraft(Path file) throws IOException {
        this.file = file;
        try {
            target = AtomicFile.target(file);
            if (Files.isDirectory(target)) {
                throw new IOException("it is a folder; move it away");
            }
            if (AtomicFile.isReplaceable(target)) {
                // Not Files.createTempFile: its files are private, and a CI server reads as another
                // user.
                String unique = ProcessHandle.current().pid() + "-" + Math.abs(System.nanoTime());
                draft = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
                channel =
                        FileChannel.open(
                                draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } else {
                draft = null;
                channel =
                        FileChannel.open(
                                target, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            }
        } catch (IOException | RuntimeException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content, offset, length);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException | RuntimeException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /**
     * Puts what was written in the place of the old content, once it is on the disk.
     *
     * @throws IOException if it cannot be written; one sentence that names the file
     */
    public void commit() throws IOException {
        try {
            if (draft != null) {
                channel.force(false);
                channel.close(); // Windows moves no open file.
                move(draft, target);
            }
        } catch (IOException | RuntimeException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
            if (draft != null) {
                Files.deleteIfExists(draft); // It is not there any more if it was committed.
            }
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
