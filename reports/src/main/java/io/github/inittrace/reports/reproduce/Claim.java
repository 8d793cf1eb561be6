// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A claim of a publication, with all findings that bear on it.
 *
 * @param name such as {@code C4}
 * @param findings at least one
 */
public record Claim(String name, List<Finding> findings) {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("C1", "training that succeeds leaves the network near its start"),
                    Map.entry(
                            "C2",
                            "in unstable networks deviation and loss jump together, while they overfit"),
                    Map.entry("C3", "training finds minima near the start only"),
                    Map.entry(
                            "C4", "at an equal loss, the wider the network, the less it has moved"),
                    Map.entry("C5", "the larger a weight at the start, the more it moves outwards"),
                    Map.entry("C6", "wide networks reach lower losses"),
                    Map.entry(
                            "G1", "at the start, independent Gaussian weights describe ensembles"),
                    Map.entry("G2", "after training they no longer do"),
                    Map.entry("G3", "13 parameters keep predicting the higher invariants"),
                    Map.entry("G4", "deeper layers and uniform starts deviate more"),
                    Map.entry("G5", "weight decay changes little of that"),
                    Map.entry("G6", "at large widths the model meets its limits"));

    /** Copies the list. */
    public Claim {
        findings = List.copyOf(findings);
    }

    /** The claims that findings bear on, by their names. */
    public static List<Claim> of(Collection<List<Finding>> findings) {
        Map<String, List<Finding>> byName = new TreeMap<>();
        findings.stream()
                .flatMap(List::stream)
                .distinct() // two studies may look at the same run
                .filter(finding -> !finding.claim().isEmpty())
                .forEach(
                        finding ->
                                byName.computeIfAbsent(finding.claim(), any -> new ArrayList<>())
                                        .add(finding));
        return byName.entrySet().stream()
                .map(claim -> new Claim(claim.getKey(), claim.getValue()))
                .toList();
    }

    /** Its name, and what it says where that is more. */
    public String words() {
        return name + (WORDS.containsKey(name) ? ": " + WORDS.get(name) : "");
    }

    /** How many of the findings have a verdict. */
    public long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** Differs if one finding differs; else agrees if one agrees. */
    public Verdict verdict() {
        for (Verdict verdict : List.of(Verdict.DIFFERS, Verdict.AGREES, Verdict.NOT_COMPARABLE)) {
            if (count(verdict) > 0) {
                return verdict;
            }
        }
        return Verdict.NOT_TESTED;
    }

    /** The counts in words, such as {@code 3 × agrees, 1 × differs}. */
    public String counts() {
        List<String> words = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (count(verdict) > 0) {
                words.add(count(verdict) + " × " + verdict.word());
            }
        }
        return String.join(", ", words);
    }
}
