// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a small YAML document that may come from a stranger; JSON is YAML, too. Scalars stay the
 * text that was written: {@code no} is no truth value here and {@code 1_000} no number. Aliases are
 * refused, so that nothing grows; so are duplicate keys, more than one document, and what is too
 * large, too deep or not UTF-8.
 */
public final class YamlReader {
    /** The size in bytes from which a document is refused. */
    public static final int LARGEST = 1 << 18;

    private static final int DEEPEST = 10;
    private static final int QUOTED = 60;
    private static final Resolver RESOLVER = new Resolver();

    private final Iterator<Event> events;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * Reads a document.
     *
     * @param content its bytes
     * @return its root; a scalar of null if there is nothing but comments
     * @throws MalformedYamlException if it is not such a document
     */
    public static YamlNode read(byte[] content) throws MalformedYamlException {
        if (content.length > LARGEST) {
            throw new MalformedYamlException(
                    0,
                    "expected at most "
                            + Numbers.count(LARGEST)
                            + " bytes, found more; is this another file?");
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(Integer.MAX_VALUE); // counted below, with the line
        StringReader text = new StringReader(text(content));
        try {
            return new YamlReader(new Yaml(options).parse(text).iterator()).document();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new MalformedYamlException(line, "this is not YAML: " + problem(e.getProblem()));
        } catch (YAMLException e) {
            throw new MalformedYamlException(0, "this is not YAML: " + problem(e.getMessage()));
        }
    }

    /** Text on one line, cut where it gets long, for messages that quote a document. */
    public static String shortened(String text) {
        return ShortText.of(SafeText.onOneLine(text), QUOTED);
    }

    private static String text(byte[] content) throws MalformedYamlException {
        CharBuffer chars = CharBuffer.allocate(content.length);
        CoderResult result =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw new MalformedYamlException(
                    line, "expected text in UTF-8, found other bytes; save it as UTF-8");
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private YamlNode document() throws MalformedYamlException {
        events.next(); // the stream's start
        if (!events.next().is(Event.ID.DocumentStart)) {
            return new YamlNode.Scalar(1, null);
        }
        YamlNode root = node(events.next(), 1);
        events.next(); // the document's end
        Event next = events.next();
        if (!next.is(Event.ID.StreamEnd)) {
            throw new MalformedYamlException(
                    line(next), "expected one YAML document, found another; remove it");
        }
        return root;
    }

    private YamlNode node(Event event, int depth) throws MalformedYamlException {
        if (depth > DEEPEST) {
            throw new MalformedYamlException(
                    line(event), "expected values, found lists or mappings nested too deep");
        }
        if (event instanceof AliasEvent) {
            throw new MalformedYamlException(
                    line(event), "expected no alias, found '*'; write the value out");
        }
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Scalar(line(event), isNothing(scalar) ? null : scalar.getValue());
        }
        return event.is(Event.ID.SequenceStart)
                ? sequence(line(event), depth)
                : mapping(line(event), depth);
    }

    private YamlNode sequence(int line, int depth) throws MalformedYamlException {
        List<YamlNode> items = new ArrayList<>();
        for (Event e = events.next(); !e.is(Event.ID.SequenceEnd); e = events.next()) {
            items.add(node(e, depth + 1));
        }
        return new YamlNode.Sequence(line, items);
    }

    private YamlNode mapping(int line, int depth) throws MalformedYamlException {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        for (Event e = events.next(); !e.is(Event.ID.MappingEnd); e = events.next()) {
            if (!(e instanceof ScalarEvent name)) {
                throw new MalformedYamlException(
                        line(e), "expected a word as key, found a list or mapping");
            }
            String key = name.getValue();
            YamlNode.Field first = fields.get(key);
            if (first != null) {
                throw new MalformedYamlException(
                        line(e),
                        "the key '"
                                + shortened(key)
                                + "' is there twice, first in line "
                                + first.line()
                                + "; keep one");
            }
            fields.put(key, new YamlNode.Field(line(e), node(events.next(), depth + 1)));
        }
        return new YamlNode.Mapping(line, fields);
    }

    /** Whether a scalar is null by YAML's rules: nothing, {@code ~} or {@code null}, unquoted. */
    private static boolean isNothing(ScalarEvent scalar) {
        return scalar.isPlain()
                && RESOLVER.resolve(NodeId.scalar, scalar.getValue(), true).equals(Tag.NULL);
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static String problem(@Nullable String message) {
        String text = String.valueOf(message).strip();
        if (text.contains("(TAB)")) {
            return "a tab stands where spaces are expected; indent with spaces";
        }
        int end = text.indexOf('\n');
        return shortened(end < 0 ? text : text.substring(0, end));
    }
}
