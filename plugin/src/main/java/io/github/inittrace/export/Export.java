// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import io.github.inittrace.files.FileDraft;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes what was recorded of a run, or of the runs of a sweep, for other tools. Of a run that has
 * not ended it writes what there is. A run that cannot be read is left out with a remark; if there is
 * no other, that is an error. Stateless.
 */
public final class Export {
    private Export() {}

    /**
     * Writes all numbers as a table in long format, CSV as RFC 4180 has it.
     *
     * @param source the folder of a run or of a sweep
     * @param file where to; an earlier export is replaced in one step
     * @param listener is told how far it is
     * @throws IOException if there is nothing to export, or the file is there and no such table, or
     *     cannot be written; one sentence
     */
    public static void csv(Path source, Path file, ExportListener listener) throws IOException {
        table(source, file, CsvTable.FORMAT, listener);
    }

    /**
     * Writes the same table as JSON lines, an object for each row.
     *
     * @param source the folder of a run or of a sweep
     * @param file where to; an earlier export is replaced in one step
     * @param listener is told how far it is
     * @throws IOException as {@link #csv}
     */
    public static void json(Path source, Path file, ExportListener listener) throws IOException {
        table(source, file, JsonTable.FORMAT, listener);
    }

    /**
     * Writes event files for TensorBoard.
     *
     * @param source the folder of a run or of a sweep
     * @param folder where to: it gets a folder for each run, by the name of the run; those of an
     *     earlier export are replaced, all else in it stays
     * @param listener is told how far it is
     * @throws IOException if there is nothing to export, the folder of a run is there and holds
     *     anything else, or it cannot be written; one sentence
     */
    public static void tensorBoard(Path source, Path folder, ExportListener listener)
            throws IOException {
        ExportSource runs = ExportSource.open(source);
        EventFolder events = new EventFolder(folder, runs, listener);
        each(runs, listener, events::write);
    }

    private static void table(
            Path source, Path file, FigureTable.Format format, ExportListener listener)
            throws IOException {
        ExportSource runs = ExportSource.open(source);
        requireOwn(file, format);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Folders.create(parent);
        }
        try (FileDraft draft = new FileDraft(file)) {
            try (FigureTable table = format.start(runs, draft)) {
                each(
                        runs,
                        listener,
                        (run, recorded) -> {
                            for (EpochRecord epoch : recorded.history()) {
                                table.add(run, epoch);
                            }
                        });
            }
            draft.commit();
        }
    }

    /** Refuses to replace what is no such table. */
    private static void requireOwn(Path file, FigureTable.Format format) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        String first;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            first = reader.readLine();
        } catch (CharacterCodingException e) {
            first = ""; // It is no text.
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        if (first != null && !format.isFirstLine(first)) {
            throw new IOException(
                    "expected no file or an earlier export of this kind, found another file at "
                            + file
                            + "; move it away or name another one");
        }
    }

    private interface Writing {
        void write(ExportedRun run, RunFolder recorded) throws IOException;
    }

    private static void each(ExportSource source, ExportListener listener, Writing writing)
            throws IOException {
        int all = source.runs().size();
        int left = 0;
        for (int i = 0; i < all; i++) {
            ExportedRun run = source.runs().get(i);
            Optional<RunFolder> recorded = read(run, all == 1, listener);
            if (recorded.isPresent()) {
                writing.write(run, recorded.get());
            } else {
                left++;
            }
            listener.onRun(i + 1, all);
        }
        if (left == all) {
            throw new IOException("expected runs to export, found none that can be read");
        }
        if (source.missing() > 0) {
            listener.onRemark(
                    source.missing()
                            + (source.missing() == 1 ? " run has" : " runs have")
                            + " not been trained yet; the export leaves "
                            + (source.missing() == 1 ? "it out" : "them out"));
        }
    }

    private static Optional<RunFolder> read(
            ExportedRun run, boolean isOnly, ExportListener listener) throws IOException {
        try {
            return Optional.of(RunFolder.open(run.folder()));
        } catch (IOException e) {
            if (isOnly) {
                throw e;
            }
            listener.onRemark(e.getMessage() + "; the export leaves this run out");
            return Optional.empty();
        }
    }
}
