// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads {@code epochs.jsonl}. The writer appends a record and its line break in one piece, so a
 * process that was killed leaves at most a last line without its break: if that line is no complete
 * record it is ignored. Anything else that is not a record is corruption and refused.
 */
final class EpochLines {
    /** No record comes near; a longer line is no record but a file of another kind. */
    static final int LONGEST_LINE = 64 << 20;

    private static final Logger logger = Logger.getLogger(EpochLines.class.getName());

    private EpochLines() {}

    static List<EpochRecord> read(Path file) throws IOException {
        List<EpochRecord> records = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    records.add(record(file, records, line.toByteArray()));
                    line.reset();
                } else if (line.size() == LONGEST_LINE) {
                    throw new MalformedRecordException(
                            file
                                    + " line "
                                    + (records.size() + 1)
                                    + " is no record of an epoch: it is longer than "
                                    + LONGEST_LINE
                                    + " bytes",
                            null);
                } else {
                    line.write(c);
                }
            }
            if (line.size() > 0) {
                addTorn(file, records, line.toByteArray());
            }
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException e) {
            throw IoSentence.cannotRead(file, e);
        }
        return records;
    }

    private static void addTorn(Path file, List<EpochRecord> records, byte[] line) {
        try {
            records.add(record(file, records, line));
        } catch (MalformedRecordException e) {
            logger.log(Level.FINE, "ignoring the torn last line of {0}", file);
        }
    }

    private static EpochRecord record(Path file, List<EpochRecord> before, byte[] line)
            throws MalformedRecordException {
        String where = file + " line " + (before.size() + 1);
        EpochRecord record;
        try {
            record = Json.readerFor(EpochRecord.class).readValue(line);
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(
                    where + " is no record of an epoch: " + Json.complaint(e), e);
        } catch (IOException e) {
            throw new MalformedRecordException(
                    where + " is no record of an epoch: it is no text", e);
        }
        int next = before.isEmpty() ? 0 : before.get(before.size() - 1).index() + 1;
        boolean inOrder =
                record != null && (next == 0 ? record.index() == 0 : record.index() >= next);
        if (!inOrder) {
            throw new MalformedRecordException(
                    where
                            + " is out of order: expected epoch "
                            + next
                            + (next == 0 ? "" : " or later")
                            + ", found "
                            + (record == null ? "null" : record.index()),
                    null);
        }
        return record;
    }
}
