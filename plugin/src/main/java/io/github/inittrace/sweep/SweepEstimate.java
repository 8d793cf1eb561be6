// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

    private record Load(SweepRun run, JobFacts facts, LoadedData data) {
        long parameters() {
            return facts.parameters(data);
        }

        double layoutBytes() {
            return (double) data.train().size() * data.train().getFeatureMap().size() * Float.BYTES;
        }
    }

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
        try (LoadedDataCache data = new LoadedDataCache(listener::onLoad, false)) {
            Map<String, Double> layouts = new HashMap<>();
            Load[] loads = new Load[runs.size()];
            for (int i = 0; i < loads.length; i++) {
                SweepRun run = runs.get(i);
                JobFacts facts = sweep.facts(run);
                loads[i] = new Load(run, facts, data.of(facts, () -> sweep.job(run)));
                layouts.put(facts.layout(), loads[i].layoutBytes());
            }
            List<SweepUnit> units = sweep.units(runs);
            Comparator<Load> size = Comparator.comparing(Load::parameters);
            Load largest = List.of(loads).stream().max(size).orElseThrow();
            Load smallest = List.of(loads).stream().min(size).orElseThrow();
            probe(sweep, units, smallest, scratch); // Java compiles what it will run.
            Probe small = probe(sweep, units, smallest, scratch);
            Probe large =
                    largest.parameters() == small.parameters()
                            ? small
                            : probe(sweep, units, largest, scratch);
            double seconds = 0;
            double disk = 0;
            for (Load load : loads) {
                int epochs = load.facts().epochs();
                Probe here = small.towards(large, load.parameters());
                double records = here.records(epochs);
                seconds += epochs * here.secondsPerExample() * load.data().train().size();
                seconds += records * here.secondsPerRecord() + here.otherSeconds();
                disk += here.otherBytes() + records * here.bytesPerRecord();
            }
            int atOnce = Math.min(workers, units.size());
            int mostInOne = units.stream().mapToInt(unit -> unit.runs().size()).max().orElse(1);
            Runtime java = Runtime.getRuntime();
            double memory = java.totalMemory() - java.freeMemory();
            memory += layouts.values().stream().mapToDouble(bytes -> bytes).sum();
            memory += (double) atOnce * mostInOne * BYTES_PER_PARAMETER * largest.parameters();
            return new SweepEstimate(seconds / atOnce, memory, disk);
        }
    }

    private static Probe probe(Sweep sweep, List<SweepUnit> units, Load load, Path scratch)
            throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (SweepUnit unit : units) {
            if (unit.runs().contains(load.run())) {
                for (SweepRun run : unit.runs()) {
                    jobs.add(sweep.job(run));
                }
            }
        }
        return Probe.of(jobs, load.data(), scratch.resolve("probe"));
    }
}
