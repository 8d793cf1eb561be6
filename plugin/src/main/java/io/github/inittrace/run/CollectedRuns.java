// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.FileSignature;
import io.github.inittrace.text.JsonComplaint;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file of many {@link CollectedRun}s: gzip of one JSON document a line. The first says what it is,
 * the last how many runs there are between them, with the SHA-256 of all bytes before it, so that
 * neither a part nor a change goes unnoticed. Equal runs in equal order give equal bytes.
 */
public final class CollectedRuns {
    /** How the names of such files end. */
    public static final String ENDING = ".jsonl.gz";

    private static final Head HEAD = new Head("inittrace collected runs", 1);

    /** How the last line begins, and no other. */
    private static final byte[] LAST = "{\"runs\":".getBytes(StandardCharsets.UTF_8);

    private record Head(String format, int schema) {}

    private record Tail(int runs, String sha256) {}

    private final Path file;
    private final InputStream in;

    private CollectedRuns(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Writes runs, in one step.
     *
     * @throws IOException if the file cannot be written; one sentence that names it
     */
    public static void write(Path file, List<CollectedRun> runs) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        MessageDigest digest = Manifest.sha256();
        try (OutputStream out = new DigestOutputStream(new GZIPOutputStream(content), digest)) {
            line(out, HEAD);
            for (CollectedRun run : runs) {
                line(out, run);
            }
            line(out, new Tail(runs.size(), HexFormat.of().formatHex(digest.digest())));
        }
        AtomicFile.write(file, content.toByteArray());
    }

    private static void line(OutputStream out, Object value) throws IOException {
        out.write(Json.compact().writeValueAsBytes(value));
        out.write('\n');
    }

    /**
     * Reads runs.
     *
     * @return at least none, in the order of the file
     * @throws IOException if the file cannot be read, is cut short, damaged, of another version or
     *     none of these; one sentence that names it
     */
    public static List<CollectedRun> read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = new BufferedInputStream(new GZIPInputStream(raw), 1 << 16)) {
            return new CollectedRuns(file, in).read();
        } catch (MalformedRecordException e) {
            throw e;
        } catch (EOFException e) {
            throw cutShort(file);
        } catch (ZipException e) {
            String found =
                    FileSignature.other(file, FileSignature.GZIP)
                            .map(other -> other.words("collect the runs again"))
                            .orElse("something else");
            throw new MalformedRecordException(
                    file + " holds no collected runs: expected gzip, found " + found, e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    private List<CollectedRun> read() throws IOException {
        checkHead(next());
        MessageDigest digest = Manifest.sha256();
        digest.update(Json.compact().writeValueAsBytes(HEAD));
        digest.update((byte) '\n');
        List<CollectedRun> runs = new ArrayList<>();
        for (byte[] line = next(); line != null; line = next()) {
            if (isLast(line)) {
                Tail tail = parse(line, Tail.class, "the end");
                String found = HexFormat.of().formatHex(digest.digest());
                if (tail.runs() != runs.size() || !tail.sha256().equals(found) || next() != null) {
                    throw new MalformedRecordException(
                            file
                                    + " is damaged: expected "
                                    + tail.runs()
                                    + " runs with the SHA-256 of its last line and nothing behind"
                                    + " it, found others; copy it again, or collect the runs again",
                            null);
                }
                return runs;
            }
            digest.update(line);
            digest.update((byte) '\n');
            runs.add(parse(line, CollectedRun.class, "run " + (runs.size() + 1)));
        }
        throw cutShort(file);
    }

    private void checkHead(byte @Nullable [] line) throws IOException {
        Head head = null;
        try {
            head = line == null ? null : Json.readerFor(Head.class).readValue(line);
        } catch (JsonProcessingException e) {
            // as if there were none
        }
        if (head == null || !head.format().equals(HEAD.format())) {
            throw new MalformedRecordException(
                    file
                            + " holds no collected runs: expected a first line that says so, found"
                            + " another",
                    null);
        }
        if (head.schema() != HEAD.schema()) {
            throw new MalformedRecordException(
                    file
                            + " is of version "
                            + head.schema()
                            + ", expected "
                            + HEAD.schema()
                            + "; read it with the release that wrote it, or collect the runs again",
                    null);
        }
    }

    private static boolean isLast(byte[] line) {
        return line.length >= LAST.length
                && Arrays.equals(line, 0, LAST.length, LAST, 0, LAST.length);
    }

    private <T> T parse(byte[] line, Class<T> type, String what) throws IOException {
        T value;
        try {
            value = Json.readerFor(type).readValue(line);
        } catch (JsonProcessingException e) {
            throw damaged(what, JsonComplaint.of(e), e);
        }
        if (value == null) {
            throw damaged(what, "expected an object, found null", null);
        }
        return value;
    }

    private MalformedRecordException damaged(
            String what, String complaint, @Nullable Exception cause) {
        return new MalformedRecordException(
                file
                        + " is damaged: "
                        + what
                        + " is no record: "
                        + complaint
                        + "; copy it again, or collect the runs again",
                cause);
    }

    /** The next line without its break; null if there is no other whole one. */
    private byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toByteArray();
            }
            if (line.size() == JsonLines.LONGEST_LINE) {
                throw new MalformedRecordException(
                        file
                                + " holds no collected runs: expected lines of at most "
                                + JsonLines.LONGEST_LINE
                                + " bytes, found a longer one",
                        null);
            }
            line.write(c);
        }
        return null;
    }

    private static IOException cutShort(Path file) {
        return new MalformedRecordException(
                file
                        + " is cut short: expected a last line with the number of runs, found none;"
                        + " copy it again, or collect the runs again",
                null);
    }
}
