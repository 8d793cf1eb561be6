// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.LossGap;
import io.github.inittrace.study.LossSummary;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a sweep came to.
 *
 * @param sweep the sweep
 * @param groups its runs, those together that differ in nothing but the seed
 * @param runs what each finished run came to, by its name, in the order of the plan
 * @param unread why finished runs could not be read, each a sentence
 */
public record SweepSummary(
        SweepRecord sweep,
        List<SweepGroup> groups,
        Map<String, RunSummary> runs,
        List<String> unread) {
    /** Copies the lists; the map, which only {@link #of} makes, is not copied. */
    public SweepSummary {
        groups = List.copyOf(groups);
        unread = List.copyOf(unread);
    }

    private record Read(
            RecordedRun run, @Nullable RunSummary summary, @Nullable String complaint) {}

    /**
     * Reads the finished runs of a sweep, several at once; a run that cannot be read costs a
     * sentence.
     */
    public static SweepSummary of(SweepRecord sweep) {
        List<Read> all =
                sweep.runs().parallelStream()
                        .filter(run -> run.state() == RunResult.State.FINISHED)
                        .map(SweepSummary::read)
                        .toList();
        Map<String, RunSummary> runs = new LinkedHashMap<>();
        for (Read one : all) {
            if (one.summary() != null) {
                runs.put(one.run().run().name(), one.summary());
            }
        }
        return new SweepSummary(
                sweep,
                sweep.groups(),
                runs,
                all.stream().map(Read::complaint).filter(Objects::nonNull).toList());
    }

    private static Read read(RecordedRun run) {
        try {
            return new Read(
                    run,
                    RunSummary.of(RunCurves.read(run.folder()), RunFolder.lossLevels(run.folder())),
                    null);
        } catch (IOException e) {
            return new Read(run, null, e.getMessage());
        }
    }

    /** What the finished runs of a group came to. */
    public List<RunSummary> of(SweepGroup group) {
        return group.runs().stream()
                .flatMap(run -> Stream.ofNullable(runs.get(run.run().name())))
                .toList();
    }

    /** Every epoch that one of the runs recorded, increasing. */
    public int[] epochs() {
        BitSet epochs = new BitSet();
        runs.values().forEach(run -> Arrays.stream(run.epochs()).forEach(epochs::set));
        return epochs.stream().toArray();
    }

    /** The gap between the lowest training losses, each the mean of a group; none if there is none. */
    public Optional<LossGap> gap() {
        return LossGap.of(
                groups.stream()
                        .mapToDouble(
                                group ->
                                        Statistics.of(
                                                        of(group).stream()
                                                                .map(RunSummary::training)
                                                                .filter(Objects::nonNull)
                                                                .mapToDouble(LossSummary::lowest)
                                                                .toArray())
                                                .mean())
                        .toArray());
    }
}
