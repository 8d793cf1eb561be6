// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.InitialDistribution;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.Conditionals;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RecordPart;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Recomputes the figures of every epoch that has a network: the first, the last, those of
 * checkpoints and the best one; and says which have none. It is long because it tells tensors,
 * totals, distributions, marks and conditional distributions of each.
 */
final class FigureCheck {
    /** What of a record this class recomputes; all else is said to be left. */
    private static final Set<String> RECOMPUTED =
            Set.of("index", "tensors", "total", "distributions", "marks");

    private final RunFolder run;
    private final Networks networks;
    private final Findings findings;
    private final List<TensorShape> shapes;
    private final Set<String> left = new LinkedHashSet<>();
    private final Set<Integer> checked = new HashSet<>();
    private List<ConditionalRecord> conditionals = List.of();

    FigureCheck(RunFolder run, Networks networks, Findings findings) {
        this.run = run;
        this.networks = networks;
        this.findings = findings;
        shapes = run.record().architecture();
    }

    void run() throws IOException {
        findings.guard(
                Topic.FIGURES, RunFolder.CONDITIONAL, () -> conditionals = run.conditionals());
        double[][] trained = networks.trained();
        double[][] initial = networks.initial();
        new MatrixCheck(run, networks.isExact(), findings).run(initial, trained);
        new InvariantCheck(run, networks.isExact(), findings).run(initial, trained);
        if (initial == null) {
            findings.note(
                    Topic.FIGURES,
                    RunFolder.EPOCHS,
                    "no figure was recomputed, as the initial weights are not at hand");
            return;
        }
        EpochRecord first = run.history().first();
        EpochRecord last = run.history().last();
        check(first, initial, initial, RunFolder.INITIAL);
        for (Map.Entry<Integer, Path> checkpoint : run.checkpoints().entrySet()) {
            int epoch = checkpoint.getKey();
            double[][] weights = networks.checkpoint(epoch, checkpoint.getValue());
            if (weights != null) {
                run.history().epochs().stream()
                        .filter(record -> record.index() == epoch)
                        .forEach(record -> check(record, initial, weights, "its checkpoint"));
            }
        }
        findings.guard(
                Topic.FIGURES,
                RunFolder.BEST_RECORD,
                () -> {
                    EpochRecord best = new BestCheck(run, findings).run();
                    double[][] weights = best == null ? null : networks.best(best.index());
                    if (best != null && weights != null) {
                        check(best, initial, weights, RunFolder.BEST);
                    }
                });
        if (trained != null) {
            if (last.index() > 0 || !Arrays.deepEquals(initial, trained)) {
                check(last, initial, trained, RunFolder.TRAINED);
            }
            findings.guard(
                    Topic.FIGURES,
                    RunFolder.ANALYSIS,
                    () ->
                            new SpectraCheck(run, networks.isExact(), findings)
                                    .run(initial, trained));
        }
        for (RecordPart part : RecordPart.of(run.history().last()).parts()) {
            if (!RECOMPUTED.contains(part.name())) {
                left.add(part.name());
            }
        }
        findings.note(Topic.FIGURES, RunFolder.EPOCHS, whatIsLeft());
    }

    private String whatIsLeft() {
        List<Integer> recorded = run.history().epochs().stream().map(EpochRecord::index).toList();
        String epochs = EpochsInWords.withoutNetwork(recorded, checked);
        return (epochs.isEmpty() ? "" : epochs + ", and ")
                + "networks do not tell "
                + String.join(", ", left)
                + (run.record().training().hasFacts()
                        ? "; inittrace replay RUN trains again and compares the weights at the end"
                        : "");
    }

    private void check(EpochRecord record, double[][] initial, double[][] current, String file) {
        checked.add(record.index());
        String subject = "epoch " + record.index();
        findings.guard(
                Topic.FIGURES, subject, () -> checkEpoch(record, initial, current, file, subject));
    }

    private void checkEpoch(
            EpochRecord record,
            double[][] initial,
            double[][] current,
            String file,
            String subject) {
        if (!networks.isExact()
                && !(RoundedBounds.areFinite(initial) && RoundedBounds.areFinite(current))) {
            findings.note(
                    Topic.FIGURES,
                    subject,
                    "not recomputed: weights are not finite, or beyond the range of float32");
            return;
        }
        if (record.tensors().size() != shapes.size()) {
            findings.differs(
                    Topic.FIGURES,
                    subject,
                    String.format(
                            Locale.ROOT,
                            "has measures of %d tensors, expected %d",
                            record.tensors().size(),
                            shapes.size()));
            return;
        }
        Deviation deviation = deviation(initial, current);
        Map<String, RecordComparison> comparisons = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            TensorMeasures found = deviation.tensors().get(i);
            RecordComparison comparison =
                    comparison(found, List.of(initial[i]), List.of(current[i]));
            comparison.compare("", record.tensors().get(i), found);
            comparisons.put(found.name(), comparison);
        }
        RecordComparison total =
                comparison(deviation.total(), Arrays.asList(initial), Arrays.asList(current));
        total.compare("", record.total(), deviation.total());
        comparisons.put(deviation.total().name(), total);
        if (networks.isExact()) {
            compareExtras(record, deviation, initial, current, comparisons);
        } else {
            left.addAll(List.of("distributions", "marks", "conditional distributions"));
        }
        comparisons.values().forEach(c -> c.left().forEach(this::leave));
        report(record, file, comparisons);
    }

    private void leave(String path) {
        left.add(path.substring(path.lastIndexOf('.') + 1));
    }

    private RecordComparison comparison(
            TensorMeasures found, List<double[]> initial, List<double[]> current) {
        return networks.isExact()
                ? RecordComparison.exact()
                : new RecordComparison(new RoundedBounds(found, initial, current));
    }

    private Deviation deviation(double[][] initial, double[][] current) {
        List<TensorValues> values = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            TensorShape shape = shapes.get(i);
            values.add(new TensorValues(shape.name(), shape.shape(), initial[i], null, current[i]));
        }
        return Deviation.of(values);
    }

    private void compareExtras(
            EpochRecord record,
            Deviation deviation,
            double[][] initial,
            double[][] current,
            Map<String, RecordComparison> comparisons) {
        List<InitialDistribution> laws = new ArrayList<>();
        for (double[] tensor : initial) {
            laws.add(InitialDistribution.of(tensor));
        }
        if (record.distributions() == null) {
            left.add("distributions");
        } else {
            compareNamed(
                    "distribution",
                    byName(record.distributions(), DistributionFit::tensor),
                    byName(
                            DistributionFit.all(deviation.tensors(), Arrays.asList(current), laws),
                            DistributionFit::tensor),
                    comparisons);
        }
        Map<String, Record> marks = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (MarkMeasures.isMarked(shapes.get(i).shape(), initial[i])) {
                String name = shapes.get(i).name();
                marks.put(name, MarkMeasures.of(name, initial[i], current[i]));
            }
        }
        if (record.marks() != null || record.distributions() != null) {
            List<MarkMeasures> recorded = record.marks() == null ? List.of() : record.marks();
            compareNamed("mark", byName(recorded, MarkMeasures::name), marks, comparisons);
        }
        Map<String, Record> recorded =
                byName(
                        conditionals.stream().filter(c -> c.epoch() == record.index()).toList(),
                        ConditionalRecord::tensor);
        if (!recorded.isEmpty()) {
            compareNamed(
                    "conditional",
                    recorded,
                    byName(
                            Conditionals.of(record.index(), shapes, initial, current),
                            ConditionalRecord::tensor),
                    comparisons);
        }
    }

    private interface Name<R> {
        String of(R record);
    }

    private static <R extends Record> Map<String, Record> byName(List<R> records, Name<R> name) {
        Map<String, Record> byName = new LinkedHashMap<>();
        records.forEach(record -> byName.put(name.of(record), record));
        return byName;
    }

    private static void compareNamed(
            String what,
            Map<String, Record> recorded,
            Map<String, Record> found,
            Map<String, RecordComparison> comparisons) {
        comparisons.forEach(
                (tensor, comparison) -> {
                    Record before = recorded.get(tensor);
                    Record now = found.get(tensor);
                    if (before != null && now != null) {
                        comparison.compare(what, before, now);
                    } else if (before != null || now != null) {
                        comparison.missing(
                                what
                                        + (before == null
                                                ? ": recorded nothing, recomputed one"
                                                : ": recorded one, recomputed nothing"));
                    }
                });
    }

    /** The last epoch tensor by tensor, as it is what people quote; the others in a line each. */
    private void report(
            EpochRecord record, String file, Map<String, RecordComparison> comparisons) {
        String subject = "epoch " + record.index();
        int figures = comparisons.values().stream().mapToInt(RecordComparison::figures).sum();
        boolean isLast = file.equals(RunFolder.TRAINED);
        String how = networks.isExact() ? "" : " as far as float32 can tell, 2^-24 of each weight";
        boolean agree = true;
        for (Map.Entry<String, RecordComparison> entry : comparisons.entrySet()) {
            RecordComparison comparison = entry.getValue();
            if (!comparison.differences().isEmpty()) {
                agree = false;
                findings.differs(
                        Topic.FIGURES,
                        isLast ? entry.getKey() : subject + " " + entry.getKey(),
                        comparison.summary());
            } else if (isLast) {
                findings.agrees(Topic.FIGURES, entry.getKey(), comparison.summary() + how);
            }
        }
        if (agree && !isLast) {
            findings.agrees(
                    Topic.FIGURES,
                    subject,
                    String.format(Locale.ROOT, "%,d figures agree with %s%s", figures, file, how));
        }
    }
}
