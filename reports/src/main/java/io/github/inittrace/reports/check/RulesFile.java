// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.MalformedYamlException;
import io.github.inittrace.text.YamlNode;
import io.github.inittrace.text.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of rules; {@code docs/gate.md} has its form. Stateless. */
public final class RulesFile {
    private RulesFile() {}

    /**
     * Reads rules.
     *
     * @param file a YAML file: a list of rules
     * @return the rules in order; at least one
     * @throws IOException if the file cannot be read or holds no such rules; the message is one
     *     sentence that names rule, file and line
     */
    public static List<Rule> read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(YamlReader.LARGEST + 1);
        } catch (IOException e) {
            throw Files.isDirectory(file)
                    ? new IOException(
                            "cannot read " + file + ": it is a folder; name a file of rules", e)
                    : FileFailure.cannotRead(file, e);
        }
        return parse(content, file.toString());
    }

    /** As {@link #read}, of a file's content. */
    static List<Rule> parse(byte[] content, String file) throws BrokenRulesException {
        YamlNode root = root(content, file);
        if (!(root instanceof YamlNode.Sequence list) || list.items().isEmpty()) {
            throw new RuleLocation(file, root.line(), "")
                    .broken(
                            "expected a list of rules, each beginning with '- ', found "
                                    + (root instanceof YamlNode.Sequence
                                            ? "an empty one"
                                            : root.words()));
        }
        List<Rule> rules = new ArrayList<>();
        for (YamlNode item : list.items()) {
            RuleLocation place = new RuleLocation(file, item.line(), "rule " + (rules.size() + 1));
            if (!(item instanceof YamlNode.Mapping mapping)) {
                throw place.broken(
                        "expected keys and values, such as 'ending: completed', found "
                                + item.words());
            }
            rules.add(new RuleParser(new RuleFields(mapping, place)).rule());
        }
        return List.copyOf(rules);
    }

    private static YamlNode root(byte[] content, String file) throws BrokenRulesException {
        try {
            return YamlReader.read(content);
        } catch (MalformedYamlException e) {
            throw new RuleLocation(file, e.line(), "").broken(String.valueOf(e.getMessage()));
        }
    }
}
