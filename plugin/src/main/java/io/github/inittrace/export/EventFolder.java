// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.Folders;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.tensorboard.EventFiles;
import io.github.inittrace.tensorboard.RunEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder with a folder for each run, in which a file has its events: that is what TensorBoard calls
 * a run. For one thread.
 */
final class EventFolder {
    private final Path folder;
    private final ExportListener listener;

    /**
     * Checks that nothing else would be replaced.
     *
     * @throws IOException if there is anything else; one sentence
     */
    EventFolder(Path folder, ExportSource source, ExportListener listener) throws IOException {
        this.folder = folder;
        this.listener = listener;
        for (ExportedRun run : source.runs()) {
            EventFiles.in(folder.resolve(run.name()));
        }
    }

    /** Writes the events of a run in place of those there were. */
    void write(ExportedRun run, RunFolder recorded) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> settings =
                run.settings().isEmpty() ? recorded.record().configuration() : run.settings();
        RunEvents events = new RunEvents(bytes, recorded.record(), run.name(), settings);
        SortedMap<Integer, Path> networks = networks(recorded);
        for (EpochRecord epoch : recorded.history()) {
            events.epoch(epoch);
            Path network = networks.get(epoch.index());
            if (network != null) {
                write(network, events);
            }
        }
        if (recorded.record().ending() != null) {
            events.end(recorded.record().ending());
        }
        Path of = folder.resolve(run.name());
        List<Path> earlier = EventFiles.in(of);
        Folders.create(of);
        Path file = of.resolve(RunEvents.fileName(recorded.record()));
        AtomicFile.write(file, bytes.toByteArray());
        for (Path old : earlier) {
            if (!old.equals(file)) {
                Folders.delete(old);
            }
        }
    }

    private void write(Path network, RunEvents events) throws IOException {
        Map<String, double[]> weights;
        try {
            weights = weights(network);
        } catch (IOException e) {
            listener.onRemark(e.getMessage() + "; there is no histogram of its weights");
            return;
        }
        events.weights(weights);
    }

    private static SortedMap<Integer, Path> networks(RunFolder run) throws IOException {
        SortedMap<Integer, Path> networks = new TreeMap<>(run.checkpoints());
        run.trainedModel().ifPresent(file -> networks.put(run.history().last().index(), file));
        run.initialModel().ifPresent(file -> networks.put(0, file));
        return networks;
    }

    private static Map<String, double[]> weights(Path network) throws IOException {
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (OnnxTensor tensor : OnnxWeights.read(network).tensors()) {
            double[] values = new double[tensor.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.values()[i];
            }
            weights.put(tensor.name(), values);
        }
        return weights;
    }
}
