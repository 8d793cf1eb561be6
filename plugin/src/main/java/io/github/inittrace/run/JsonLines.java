// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.JsonComplaint;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of one record a line. The writer appends a record and its line break in one piece,
 * so a process that was killed leaves at most a last line without its break: if that line is no
 * complete record it is ignored. Anything else that is not a record is corruption and refused.
 */
final class JsonLines<R> {
    /** No record comes near; a longer line is no record but a file of another kind. */
    static final int LONGEST_LINE = 64 << 20;

    private static final Logger logger = Logger.getLogger(JsonLines.class.getName());

    private final Path file;
    private final Class<R> type;
    private final String kind;
    private final Check<R> check;
    private final List<R> records = new ArrayList<>();

    private JsonLines(Path file, Class<R> type, String kind, Check<R> check) {
        this.file = file;
        this.type = type;
        this.kind = kind;
        this.check = check;
    }

    /** What a record must be besides well-formed. */
    interface Check<R> {
        /**
         * Looks at a record.
         *
         * @param before the records before it
         * @param record what the line held
         * @return what is wrong with it, to stand behind file and line; null if nothing is
         */
        @Nullable String complaint(List<R> before, @Nullable R record);
    }

    /** The complete records of a file; their kind names them in messages, as "record of a ...". */
    static <R> List<R> read(Path file, Class<R> type, String kind, Check<R> check)
            throws IOException {
        return new JsonLines<>(file, type, kind, check).read();
    }

    private List<R> read() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    records.add(record(line.toByteArray()));
                    line.reset();
                } else if (line.size() == LONGEST_LINE) {
                    throw malformed("it is longer than " + LONGEST_LINE + " bytes", null);
                } else {
                    line.write(c);
                }
            }
            if (line.size() > 0) {
                addTorn(line.toByteArray());
            }
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        return records;
    }

    private void addTorn(byte[] line) {
        try {
            records.add(record(line));
        } catch (MalformedRecordException e) {
            logger.log(Level.FINE, "ignoring the torn last line of {0}", file);
        }
    }

    private R record(byte[] line) throws MalformedRecordException {
        R record;
        try {
            record = Json.readerFor(type).readValue(line);
        } catch (JsonProcessingException e) {
            throw malformed(JsonComplaint.of(e), e);
        } catch (IOException e) {
            throw malformed("it is no text", e);
        }
        String complaint = check.complaint(records, record);
        if (complaint != null) {
            throw new MalformedRecordException(where() + " " + complaint, null);
        }
        return record;
    }

    private String where() {
        return file + " line " + (records.size() + 1);
    }

    private MalformedRecordException malformed(String complaint, @Nullable Exception cause) {
        return new MalformedRecordException(
                where() + " is no record of " + kind + ": " + complaint, cause);
    }
}
