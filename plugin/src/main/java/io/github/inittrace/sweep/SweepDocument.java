// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.JsonComplaint;
import io.github.inittrace.text.SafeText;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A kind of document in the folder of a sweep, which may be a stranger's. What a later release adds
 * to one is passed over. Documents are read as they come, so that no more of one is in memory than
 * what is asked for; a sweep of a million runs has a large index.
 *
 * @param what what it is, with its article
 * @param advice what to do where it is not
 */
record SweepDocument(String what, String advice) {
    /** The version of the formats that this release writes, and the newest one it reads. */
    static final int SCHEMA = 1;

    private static final String VERSION = "schema";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                    .build();

    /**
     * Reads a document.
     *
     * @param file where, a regular file
     * @param type what becomes of it
     * @throws IOException if it cannot be read, is of a newer release or no such document; one
     *     sentence that names it
     */
    <R> R read(Path file, Class<R> type) throws IOException {
        int schema;
        try {
            schema = schema(file);
            if (schema == SCHEMA) {
                try (InputStream in = Files.newInputStream(file)) {
                    return MAPPER.readValue(in, type);
                }
            }
        } catch (JsonProcessingException e) {
            throw wrong(file, SafeText.onOneLine(JsonComplaint.of(e)), e);
        } catch (CharConversionException e) {
            throw wrong(file, "it is no text", e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        if (schema > SCHEMA) {
            throw new IOException(
                    file
                            + " has schema "
                            + schema
                            + ", this release reads up to "
                            + SCHEMA
                            + "; use a newer InitTrace");
        }
        throw wrong(file, "expected an object with the number of its schema, found none", null);
    }

    /** The version that a document says it has, which comes first; 0 if it says none. */
    private static int schema(Path file) throws IOException {
        try (JsonParser in = MAPPER.createParser(Files.newInputStream(file))) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isVersion = in.currentName().equals(VERSION);
                    JsonToken value = in.nextToken();
                    if (isVersion) {
                        return value == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : 0;
                    }
                    in.skipChildren();
                }
            }
            return 0;
        }
    }

    private IOException wrong(Path file, String complaint, @Nullable Exception cause) {
        return new IOException(file + " is not " + what + ": " + complaint + "; " + advice, cause);
    }
}
