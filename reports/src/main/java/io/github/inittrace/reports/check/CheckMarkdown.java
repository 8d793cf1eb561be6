// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.study.KeyFigure;
import io.github.inittrace.study.NamedRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A check as GitHub-flavoured Markdown, for job summaries and for comments on merge requests: the
 * outcome and the verdict on top, the rules, those that are violated first, then figures and alarms. Names from data are escaped. Stateless.
 */
public final class CheckMarkdown {
    /** What GitHub takes as the summary of one step, in bytes. */
    public static final int LARGEST_SUMMARY = 1 << 20;

    /** What GitHub takes as one comment; GitLab takes more. In bytes, to be on the safe side. */
    public static final int LARGEST_COMMENT = 65_536;

    private static final String CUT =
            "\n\nCut here, where the page would get too long; the rest is in the output of"
                    + " `inittrace check`.\n";
    private static final String OPEN = "<details>";
    private static final String CLOSE = "</details>";

    private CheckMarkdown() {}

    /**
     * Writes a check.
     *
     * @param result the check
     * @param largest how many bytes of UTF-8 it may have at most; what is more is cut at the end of
     *     a line, and a sentence says so
     * @throws IllegalArgumentException if not even that sentence fits
     */
    public static String of(CheckResult result, int largest) {
        List<String> lines = new ArrayList<>();
        String sign = result.violated().isEmpty() ? "✓" : "✗";
        lines.add("## InitTrace: " + sign + " " + result.word() + ", " + result.summary());
        lines.add("");
        lines.add(
                "**"
                        + MarkdownText.escaped(result.name())
                        + "** "
                        + (result instanceof RunCheck run ? run.health().status().sign() + " " : "")
                        + MarkdownText.escaped(result.verdict())
                        + ".");
        lines.add("");
        lines.addAll(rules(result));
        lines.add("");
        if (result instanceof RunCheck run) {
            lines.addAll(figures(run));
            lines.add("");
            lines.addAll(alarms(run));
        } else if (result instanceof SweepCheck sweep) {
            sweep.remarks().forEach(remark -> lines.add("* " + MarkdownText.escaped(remark)));
        }
        return cut(lines, largest);
    }

    private static List<String> rules(CheckResult result) {
        List<String> lines = new ArrayList<>();
        boolean compares = result.results().stream().anyMatch(r -> r.baseline() != null);
        boolean isGrouped = result.results().stream().anyMatch(r -> !r.group().isEmpty());
        lines.add(
                "| |"
                        + (isGrouped ? " group |" : "")
                        + " rule | found |"
                        + (compares ? " baseline |" : ""));
        lines.add("|---|---|---|" + (isGrouped ? "---|" : "") + (compares ? "---|" : ""));
        // Violated ones first: what is cut off then is of less interest.
        List<RuleResult> rows = new ArrayList<>(result.violated());
        result.results().stream().filter(RuleResult::isObeyed).forEach(rows::add);
        for (RuleResult rule : rows) {
            String baseline = rule.baseline() == null ? "" : MarkdownText.escaped(rule.baseline());
            lines.add(
                    "| "
                            + (rule.isObeyed() ? "✓ ok" : "✗ **FAIL**")
                            + " | "
                            + (isGrouped ? MarkdownText.escaped(rule.group()) + " | " : "")
                            + MarkdownText.escaped(rule.rule())
                            + " | "
                            + MarkdownText.escaped(rule.found())
                            + " |"
                            + (compares ? " " + baseline + " |" : ""));
        }
        return lines;
    }

    private static List<String> figures(RunCheck result) {
        List<String> lines = new ArrayList<>();
        List<KeyFigure> figures = KeyFigure.of(result.run());
        NamedRun baseline = result.baseline();
        if (baseline == null) {
            lines.add("| figure | value | |");
            lines.add("|---|---:|---|");
            for (KeyFigure figure : figures) {
                lines.add(
                        "| "
                                + MarkdownText.escaped(figure.label())
                                + " | "
                                + MarkdownText.escaped(figure.text())
                                + " | "
                                + MarkdownText.escaped(figure.remark())
                                + " |");
            }
            return lines;
        }
        lines.add("| figure | this run | baseline | difference |");
        lines.add("|---|---:|---:|---:|");
        for (BaselineComparison row : BaselineComparison.of(result.run(), baseline)) {
            lines.add(
                    "| "
                            + MarkdownText.escaped(row.label())
                            + " | "
                            + MarkdownText.escaped(row.value())
                            + " | "
                            + MarkdownText.escaped(row.baseline())
                            + " | "
                            + MarkdownText.escaped(row.difference())
                            + " |");
        }
        return lines;
    }

    private static List<String> alarms(RunCheck result) {
        List<Alarm> alarms = result.run().history().alarms();
        if (alarms.isEmpty()) {
            return List.of(
                    result.run().watchedAlarms().isEmpty()
                            ? "The run was recorded without watching for alarms."
                            : "No alarm was raised.");
        }
        List<String> lines = new ArrayList<>();
        Map<String, Alarm> kinds = new LinkedHashMap<>();
        alarms.forEach(alarm -> kinds.putIfAbsent(alarm.kind().id(), alarm));
        for (Alarm alarm : kinds.values()) {
            lines.add(
                    "* "
                            + word(alarm)
                            + " **"
                            + MarkdownText.escaped(alarm.kind().id())
                            + "** from epoch "
                            + alarm.epoch()
                            + ": "
                            + MarkdownText.escaped(alarm.meaning())
                            + ". *Try:* "
                            + MarkdownText.escaped(alarm.advice())
                            + ".");
        }
        lines.add("");
        lines.add(OPEN + "<summary>All " + alarms.size() + " alarms</summary>");
        lines.add("");
        lines.add("| epoch | alarm | severity | tensor |");
        lines.add("|---:|---|---|---|");
        for (Alarm alarm : alarms) {
            lines.add(
                    "| "
                            + alarm.epoch()
                            + " | "
                            + MarkdownText.escaped(alarm.kind().id())
                            + " | "
                            + word(alarm)
                            + " | "
                            + MarkdownText.escaped(alarm.tensor())
                            + " |");
        }
        lines.add("");
        lines.add(CLOSE);
        return lines;
    }

    private static String word(Alarm alarm) {
        return alarm.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String cut(List<String> lines, int largest) {
        int reserve = bytes(CUT) + bytes("\n\n" + CLOSE);
        if (largest < reserve) {
            throw new IllegalArgumentException(
                    "expected room for at least " + reserve + " bytes, found " + largest);
        }
        int total = lines.stream().mapToInt(line -> bytes(line) + 1).sum();
        StringBuilder text = new StringBuilder();
        if (total <= largest) {
            lines.forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }
        int used = reserve;
        boolean isOpen = false;
        for (String line : lines) {
            used += bytes(line) + 1;
            if (used > largest) {
                break;
            }
            isOpen |= line.startsWith(OPEN);
            text.append(line).append('\n');
        }
        return text + (isOpen ? "\n" + CLOSE + "\n" : "") + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
