// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one JSON object in memory and passes over what nobody wants at the speed of a search
 * for brackets, several times that of a parser: inside what it passes over it sees strings and
 * brackets, and no more. What is wanted goes to Jackson, or is a plain number. For use by one
 * thread.
 */
final class JsonScan {
    private static final int NAMES = 256;

    private final @Nullable String[] names = new String[NAMES];
    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    /** Begins with some bytes, which hold one value each time. */
    void start(byte[] buffer, int from, int to) {
        bytes = buffer;
        at = from;
        end = to;
    }

    /** What is done with a property; must take its value, or pass over it. */
    interface Property {
        void value(String name) throws IOException;
    }

    /** What is done with an element of a list; must take it, or pass over it. */
    interface Element {
        void value() throws IOException;
    }

    /** Goes through the properties of an object. */
    void object(String what, Property property) throws IOException {
        begin('{', what);
        if (ends('}')) {
            return;
        }
        do {
            String name = name();
            begin(':', "a colon");
            property.value(name);
        } while (goesOn('}'));
    }

    /** Goes through the elements of a list. */
    void list(Element element) throws IOException {
        begin('[', "a list");
        if (ends(']')) {
            return;
        }
        do {
            element.value();
        } while (goesOn(']'));
    }

    /** Takes a string. */
    String string(String what) throws IOException {
        int from = begin('"', what);
        boolean plain = true;
        while (at < end && bytes[at] != '"') {
            plain &= bytes[at] != '\\';
            at += bytes[at] == '\\' ? 2 : 1;
        }
        begin('"', "a quotation mark");
        return plain
                ? new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8)
                : Json.readerFor(String.class).readValue(bytes, from - 1, at - from + 1);
    }

    /** Takes a number; null for null. */
    @Nullable Double number() throws IOException {
        String text = word();
        if (text.equals("null")) {
            return null;
        }
        boolean isNumber = !text.isEmpty() && "-0123456789".indexOf(text.charAt(0)) >= 0;
        try {
            if (isNumber && Character.isDigit(text.charAt(text.length() - 1))) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new Unexpected("a number", text, e);
        }
        throw new Unexpected("a number", text, null);
    }

    /** Takes a value of a type that Jackson reads, which must not be null. */
    <R> R value(ObjectReader reader) throws IOException {
        blank();
        int from = at;
        skip();
        R value = reader.readValue(bytes, from, at - from);
        if (value == null) {
            throw new Unexpected("an object", "null", null);
        }
        return value;
    }

    /** Whether the value to come is null, which is then passed over. */
    boolean isNull() {
        blank();
        boolean found = at < end && bytes[at] == 'n';
        if (found) {
            word();
        }
        return found;
    }

    /** Passes over a value. */
    void skip() throws IOException {
        blank();
        if (at < end && bytes[at] == '"') {
            skipString();
        } else if (at < end && (bytes[at] == '{' || bytes[at] == '[')) {
            skipNested();
        } else {
            int from = at;
            skipWord();
            if (at == from) {
                throw new Unexpected("a value", found(), null);
            }
        }
    }

    /** Makes sure that nothing follows. */
    void finish() throws IOException {
        blank();
        if (at < end) {
            throw new Unexpected("one record", "more: " + found(), null);
        }
    }

    private void skipNested() throws IOException {
        byte[] in = bytes;
        int i = at;
        int depth = 0;
        do {
            byte c = in[i];
            if (c == '"') {
                at = i;
                skipString();
                i = at;
                continue;
            }
            if (c >= 'A') { // which digits, commas and colons are not
                if (c == '{' || c == '[') {
                    depth++;
                } else if (c == '}' || c == ']') {
                    depth--;
                }
            }
            i++;
        } while (depth > 0 && i < end);
        at = i;
        if (depth > 0) {
            throw new Unexpected("a closing bracket", "the end of the line", null);
        }
    }

    private void skipString() throws IOException {
        at++;
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        begin('"', "a quotation mark");
    }

    /** Takes what stands up to the next comma, bracket or blank. */
    private String word() {
        blank();
        int from = at;
        skipWord();
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    private void skipWord() {
        while (at < end) {
            byte c = bytes[at];
            if (c == ',' || c == ']' || c == '}' || c == ':' || c == ' ' || c == '\t'
                    || c == '\r') {
                return;
            }
            at++;
        }
    }

    /** A name of a property; the same few come again and again, so each is made once. */
    private String name() throws IOException {
        int from = begin('"', "the name of a property");
        int hash = 0;
        int i = from;
        while (i < end && bytes[i] != '"' && bytes[i] != '\\') {
            hash = 31 * hash + bytes[i++];
        }
        int slot = (hash ^ hash >>> 16) & NAMES - 1;
        String known = names[slot];
        if (known != null && i < end && bytes[i] == '"' && isAt(from, i, known)) {
            at = i + 1;
            return known;
        }
        at = from - 1;
        String name = string("the name of a property");
        names[slot] = name;
        return name;
    }

    private boolean isAt(int from, int to, String text) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private int begin(char bracket, String what) throws IOException {
        blank();
        if (at >= end || bytes[at] != bracket) {
            throw new Unexpected(what, found(), null);
        }
        return ++at;
    }

    private boolean ends(char bracket) {
        blank();
        boolean found = at < end && bytes[at] == bracket;
        at += found ? 1 : 0;
        return found;
    }

    private boolean goesOn(char bracket) throws IOException {
        if (ends(bracket)) {
            return false;
        }
        begin(',', "a comma or a closing bracket");
        return true;
    }

    private void blank() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    private String found() {
        return at >= end
                ? "the end of the line"
                : "'" + new String(bytes, at, Math.min(20, end - at), StandardCharsets.UTF_8) + "'";
    }

    /** What stands there is not what must. */
    static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1L;

        Unexpected(String expected, String found, @Nullable Throwable cause) {
            super("expected " + expected + ", found " + found, cause);
        }
    }
}
