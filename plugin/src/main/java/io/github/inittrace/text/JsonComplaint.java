// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Jackson says of a document, for people who do not program with it. */
public final class JsonComplaint {
    /** Advice to programmers in Jackson's messages. */
    private static final String ADVICE = ": enable `.*|, from `[^`]*`| \\(start marker at .*";

    private static final Pattern MISSING =
            Pattern.compile("Missing (?:required )?creator property ('[^']*')");

    private static final Pattern NULL =
            Pattern.compile("Invalid `null` value encountered for property (\"[^\"]*\")");

    private JsonComplaint() {}

    /** What is wrong with a document, in a few words on one line. */
    public static String of(JsonProcessingException e) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return e.getCause() instanceof NullPointerException
                    ? "expected a list, found null"
                    : String.valueOf(e.getCause().getMessage());
        }
        String message = e.getOriginalMessage().replaceAll(ADVICE, "");
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        Matcher missing = MISSING.matcher(line);
        if (missing.lookingAt()) {
            return "property " + missing.group(1) + " is missing";
        }
        Matcher none = NULL.matcher(line);
        if (none.lookingAt()) {
            return "expected no null in " + none.group(1).replace('"', '\'');
        }
        if (e instanceof JsonMappingException databind && !databind.getPath().isEmpty()) {
            JsonMappingException.Reference last =
                    databind.getPath().get(databind.getPath().size() - 1);
            String property = last.getFieldName();
            return property == null ? line : "at '" + property + "': " + line;
        }
        return line;
    }
}
