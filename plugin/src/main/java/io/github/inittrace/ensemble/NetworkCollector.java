// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.ensemble.NetworkSource.Kind;
import io.github.inittrace.run.CollectedRun;
import io.github.inittrace.run.CollectedRuns;
import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts what the analysis of an ensemble takes of its runs into one file, which is analysed to the
 * same bytes as their folders. Stateless.
 */
public final class NetworkCollector {
    private NetworkCollector() {}

    /**
     * Writes the file of some runs, which is the same in whatever order and parts they are named.
     *
     * @param sources folders of runs, of sweeps or of runs directly inside; or such files, which are
     *     merged
     * @param file where to; replaced in one step
     * @return what to know about what was left out, as sentences
     * @throws IOException if one cannot be read, has not ended, is there twice or differs in more
     *     than the seed, or the file cannot be written; one sentence
     */
    public static List<String> collect(List<Path> sources, Path file) throws IOException {
        List<String> remarks = new ArrayList<>();
        List<CollectedRun> runs = new ArrayList<>();
        for (Path source : sources) {
            for (NetworkSource found : NetworkSource.at(source, remarks)) {
                if (found.kind() == Kind.COLLECTED) {
                    runs.addAll(CollectedRuns.read(found.path()));
                } else {
                    runs.add(run(found));
                }
            }
        }
        if (runs.isEmpty()) {
            throw new IOException("expected at least one run that has ended, found none");
        }
        List<ObservedNetwork> networks = runs.stream().map(ObservedNetwork::ofCollected).toList();
        RunChecks.requireAlike(networks);
        RunChecks.requireDistinct(networks);
        runs.sort(Comparator.comparing(CollectedRun::name, ObservedNetwork.NAMES));
        CollectedRuns.write(file, runs);
        return remarks;
    }

    private static CollectedRun run(NetworkSource source) throws IOException {
        if (source.kind() != Kind.RUN) {
            throw new IOException(
                    "expected runs or collected runs, found "
                            + source.path()
                            + "; files of networks are small as they are");
        }
        Path folder = source.path();
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of(RunFolder.RECORD, RunFolder.INVARIANTS)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.put(name, Manifest.Entry.of(folder.resolve(name)).sha256());
            }
        }
        RunRecord record = RunFolder.record(folder);
        if (record.ending() == null) {
            throw new IOException(
                    "expected runs that have ended, found none of an end in "
                            + folder
                            + "; resume it, or leave it out");
        }
        List<InvariantRecord> invariants = new ArrayList<>();
        ObservedNetwork.ofRun(source)
                .matrices()
                .forEach((epoch, matrices) -> invariants.add(new InvariantRecord(epoch, matrices)));
        return new CollectedRun(source.name(), files, record, invariants);
    }
}
