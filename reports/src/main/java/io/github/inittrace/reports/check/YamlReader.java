// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a small YAML document that may come from a stranger's pull request. Scalars stay the text
 * that was written: {@code no} is no truth value here and {@code 1_000} no number. Aliases are
 * refused, so that nothing grows; so are duplicate keys, more than one document, and what is too
 * large, too deep or not UTF-8.
 */
final class YamlReader {
    private static final int LARGEST = 1 << 18;
    private static final int DEEPEST = 10;
    private static final int QUOTED = 60;

    private final String file;
    private final YAMLParser parser;

    private YamlReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Parses a document.
     *
     * @param content its bytes
     * @param file its name, for messages
     * @throws BrokenRulesException if it is not such a document
     */
    static YamlNode read(byte[] content, String file) throws BrokenRulesException {
        if (content.length > LARGEST) {
            throw new RuleLocation(file, 0, "")
                    .broken(
                            "expected rules, found more than "
                                    + Numbers.count(LARGEST)
                                    + " bytes; is this another file?");
        }
        try (YAMLParser parser = new YAMLFactory().createParser(text(content, file))) {
            return new YamlReader(file, parser).document();
        } catch (BrokenRulesException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw notYaml(e, file);
        } catch (IOException | YAMLException e) {
            throw new RuleLocation(file, 0, "")
                    .broken("this is not YAML: " + firstLine(e.getMessage()));
        }
    }

    /** Text on one line, cut where it gets long. */
    static String shortened(String text) {
        String line = PlainText.oneLine(text);
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED - 1) + "…";
    }

    private static String text(byte[] content, String file) throws BrokenRulesException {
        CharBuffer chars = CharBuffer.allocate(content.length);
        CoderResult result =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw new RuleLocation(file, line, "")
                    .broken("expected text in UTF-8, found other bytes; save it as UTF-8");
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private YamlNode document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw place().broken("expected a list of rules, found nothing");
        }
        YamlNode root = node(first, 1);
        if (parser.nextToken() != null) {
            throw place().broken("expected one YAML document, found another; remove it");
        }
        return root;
    }

    private YamlNode node(@Nullable JsonToken token, int depth) throws IOException {
        int line = line();
        if (depth > DEEPEST) {
            throw place().broken("expected rules, found lists or mappings nested too deep");
        }
        if (parser.isCurrentAlias()) {
            throw place().broken("expected no alias, found '*'; write the value out");
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            for (JsonToken t = parser.nextToken();
                    t != JsonToken.END_ARRAY;
                    t = parser.nextToken()) {
                items.add(node(t, depth + 1));
            }
            return new YamlNode.Sequence(line, items);
        }
        if (token == JsonToken.START_OBJECT) {
            return mapping(line, depth);
        }
        return new YamlNode.Scalar(line, token == JsonToken.VALUE_NULL ? null : parser.getText());
    }

    private YamlNode mapping(int line, int depth) throws IOException {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = Objects.requireNonNull(parser.currentName(), "a key has a name");
            int at = line();
            if (fields.containsKey(key)) {
                throw place().broken(
                                "the key '"
                                        + shortened(key)
                                        + "' is there twice, first in line "
                                        + fields.get(key).line()
                                        + "; keep one");
            }
            YamlNode value = node(parser.nextToken(), depth + 1);
            fields.put(key, new YamlNode.Field(at, value));
        }
        return new YamlNode.Mapping(line, fields);
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private RuleLocation place() {
        return new RuleLocation(file, line(), "");
    }

    private static BrokenRulesException notYaml(JsonProcessingException e, String file) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            // The mark of the problem; Jackson tells where the last part began.
            int line = marked.getProblemMark().getLine() + 1;
            String problem = firstLine(marked.getProblem());
            return new RuleLocation(file, line, "")
                    .broken(
                            "this is not YAML: "
                                    + (problem.contains("(TAB)")
                                            ? "a tab stands where spaces are expected; indent with"
                                                    + " spaces"
                                            : problem));
        }
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
        return new RuleLocation(file, line, "")
                .broken("this is not YAML: " + firstLine(e.getOriginalMessage()));
    }

    private static String firstLine(@Nullable String message) {
        String text = String.valueOf(message).strip();
        int end = text.indexOf('\n');
        return shortened(end < 0 ? text : text.substring(0, end));
    }
}
