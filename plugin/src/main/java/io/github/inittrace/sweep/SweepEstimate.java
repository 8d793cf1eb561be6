// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * About what runs will take on this machine: the smallest and the largest network are trained for a
 * moment, and those between lie between. Alarms that stop a training early are not foreseen.
 *
 * @param seconds until all are done
 * @param memoryBytes what data, networks and their layouts take at once, at least
 * @param diskBytes what the run folders take
 */
public record SweepEstimate(double seconds, double memoryBytes, double diskBytes) {
    /** Weights and gradients in float32, what the tracing keeps of them in double. */
    private static final double BYTES_PER_PARAMETER = 40;

    /** What is to be known of a run when its data are gone. */
    private record Load(SweepRun run, int epochs, long parameters, long examples) {}

    /** A run to try, which needs its data. */
    private record Subject(Load load, LoadedData data) {}

    /**
     * Estimates.
     *
     * @param sweep the sweep
     * @param runs which of its runs are to be trained, at least one
     * @param workers how many at once
     * @param scratch a folder in which two short runs may be written
     * @param listener told of data that are loaded
     * @throws IOException if data cannot be loaded, or the folder cannot be written
     */
    public static SweepEstimate of(
            Sweep sweep, List<SweepRun> runs, int workers, Path scratch, SweepListener listener)
            throws IOException {
        List<Load> loads = new ArrayList<>();
        Subject smallest = null;
        Subject largest = null;
        double layouts = 0;
        for (List<SweepRun> ofSet : bySet(sweep, runs)) {
            LoadedData data = loaded(sweep.job(ofSet.get(0)), listener);
            double layout =
                    (double) data.train().size()
                            * data.train().getFeatureMap().size()
                            * Float.BYTES;
            long different =
                    ofSet.stream().map(run -> sweep.facts(run).layout()).distinct().count();
            layouts = Math.max(layouts, different * layout); // at least those of one set
            for (SweepRun run : ofSet) {
                JobFacts facts = sweep.facts(run);
                long parameters = facts.parameters(data);
                Load load = new Load(run, facts.epochs(), parameters, data.train().size());
                loads.add(load);
                if (smallest == null || parameters < smallest.load().parameters()) {
                    smallest = new Subject(load, data);
                }
                if (largest == null || parameters > largest.load().parameters()) {
                    largest = new Subject(load, data);
                }
            }
        }
        if (smallest == null || largest == null) {
            throw new IllegalArgumentException("an estimate is of at least one run, found none");
        }
        List<SweepUnit> units = sweep.units(runs);
        probe(sweep, units, smallest, scratch); // Java compiles what it will run.
        Probe small = probe(sweep, units, smallest, scratch);
        Probe large =
                largest.load().parameters() == small.parameters()
                        ? small
                        : probe(sweep, units, largest, scratch);
        double seconds = 0;
        double disk = 0;
        for (Load load : loads) {
            Probe here = small.towards(large, load.parameters());
            double records = here.records(load.epochs());
            seconds += load.epochs() * here.secondsPerExample() * load.examples();
            seconds += records * here.secondsPerRecord() + here.otherSeconds();
            disk += here.otherBytes() + records * here.bytesPerRecord();
        }
        int atOnce = Math.min(workers, units.size());
        int mostInOne = units.stream().mapToInt(unit -> unit.runs().size()).max().orElse(1);
        Runtime java = Runtime.getRuntime();
        double memory = java.totalMemory() - java.freeMemory() + layouts;
        memory += (double) atOnce * mostInOne * BYTES_PER_PARAMETER * largest.load().parameters();
        return new SweepEstimate(seconds / atOnce, memory, disk);
    }

    private static Collection<List<SweepRun>> bySet(Sweep sweep, List<SweepRun> runs) {
        Map<String, List<SweepRun>> bySet = new LinkedHashMap<>();
        for (SweepRun run : runs) {
            bySet.computeIfAbsent(sweep.facts(run).data(), any -> new ArrayList<>()).add(run);
        }
        return bySet.values();
    }

    private static LoadedData loaded(Job job, SweepListener listener) throws IOException {
        DatasetLoader loader = job.data();
        new GuardedListener(listener).onLoad(loader);
        return loader.load();
    }

    private static Probe probe(Sweep sweep, List<SweepUnit> units, Subject subject, Path scratch)
            throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (SweepUnit unit : units) {
            if (unit.runs().contains(subject.load().run())) {
                for (SweepRun run : unit.runs()) {
                    jobs.add(sweep.job(run));
                }
            }
        }
        return Probe.of(jobs, subject.data(), scratch.resolve("probe"));
    }
}
