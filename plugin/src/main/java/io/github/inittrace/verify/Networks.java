// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.WeightsDigest;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the exported networks of a run, and compares their tensors with its architecture. One is in
 * memory at a time, beside the initial one.
 */
final class Networks {
    private final RunFolder run;
    private final Findings findings;
    private final boolean isOurs;
    private double @Nullable [][] initial;
    private boolean exact;

    private Networks(RunFolder run, Findings findings) {
        this.run = run;
        this.findings = findings;
        String trainer = run.record().trainer();
        isOurs =
                trainer.startsWith("io.github.inittrace.mlp.")
                        || trainer.startsWith("io.github.inittrace.imported.")
                        || trainer.startsWith("org.tribuo.");
        exact =
                run.record().architecture().stream()
                        .allMatch(tensor -> tensor.precision() == Precision.FLOAT32);
    }

    /** Reads the initial network, and finds out whether the files hold the weights exactly. */
    static Networks of(RunFolder run, Findings findings) {
        Networks networks = new Networks(run, findings);
        Path file = run.path().resolve(RunFolder.INITIAL);
        if (Files.exists(file)) {
            networks.initial = networks.read(RunFolder.INITIAL, WeightsState.INITIAL);
        } else {
            findings.note(
                    Topic.NETWORKS,
                    RunFolder.INITIAL,
                    "there is none: the trainer's model cannot be exported");
        }
        return networks;
    }

    /** The weights before training; null if they cannot be had. */
    double @Nullable [][] initial() {
        return initial;
    }

    /** Whether the files hold the weights as they were trained, and not rounded. */
    boolean isExact() {
        return exact;
    }

    /** The weights at the end of training; null if they cannot be had. */
    double @Nullable [][] trained() {
        Ending ending = run.record().ending();
        boolean expected =
                isOurs && initial != null && ending != null && ending.reason() != EndReason.FAILED;
        if (!Files.exists(run.path().resolve(RunFolder.TRAINED))) {
            String text = "there is none: training " + (ending == null ? "has no end" : "failed");
            if (expected) {
                findings.differs(Topic.NETWORKS, RunFolder.TRAINED, "is missing");
            } else if (initial != null) {
                findings.note(Topic.NETWORKS, RunFolder.TRAINED, text);
            }
            return null;
        }
        double[][] trained = read(RunFolder.TRAINED, WeightsState.TRAINED);
        if (trained != null && ending != null && ending.weightsSha256() != null) {
            checkDigest(trained, ending.weightsSha256());
        }
        return trained;
    }

    private void checkDigest(double[][] trained, String expected) {
        String found = WeightsDigest.of(Arrays.asList(trained));
        if (found.equals(expected)) {
            exact = true;
            findings.agrees(
                    Topic.NETWORKS,
                    RunFolder.TRAINED,
                    "its weights have the SHA-256 that run.json gives");
        } else if (exact) {
            findings.differs(
                    Topic.NETWORKS,
                    RunFolder.TRAINED,
                    "its weights have SHA-256 "
                            + found
                            + ", expected "
                            + expected
                            + " as in run.json");
        } else {
            findings.note(
                    Topic.NETWORKS,
                    RunFolder.TRAINED,
                    "holds the weights of training rounded to float32, so their SHA-256 in run.json"
                            + " cannot be compared");
        }
    }

    /** The weights of a checkpoint; null if they cannot be had. */
    double @Nullable [][] checkpoint(int epoch, Path file) {
        String name = run.path().relativize(file).toString().replace('\\', '/');
        if (run.history().epochs().stream().noneMatch(e -> e.index() == epoch)) {
            findings.differs(Topic.NETWORKS, name, "is of an epoch that has no record");
        }
        return read(name, "epoch-" + epoch);
    }

    /** The weights of the best epoch; null if they cannot be had. */
    double @Nullable [][] best(int epoch) {
        if (!Files.exists(run.path().resolve(RunFolder.BEST))) {
            if (isOurs && initial != null) {
                findings.differs(Topic.NETWORKS, RunFolder.BEST, "is missing");
            }
            return null;
        }
        return read(RunFolder.BEST, epoch == 0 ? WeightsState.INITIAL : "epoch-" + epoch);
    }

    private double @Nullable [][] read(String name, String state) {
        OnnxWeights model;
        try {
            model = OnnxWeights.read(run.path().resolve(name));
        } catch (IOException e) {
            complain(name, String.valueOf(e.getMessage()));
            return null;
        } catch (OutOfMemoryError e) {
            complain(name, "needs more memory than Java has; raise -Xmx");
            return null;
        }
        List<String> expected =
                run.record().architecture().stream()
                        .map(tensor -> text(tensor.name(), tensor.shape()))
                        .toList();
        List<String> found = model.tensors().stream().map(t -> text(t.name(), t.shape())).toList();
        if (!found.equals(expected)) {
            complain(name, "has the tensors " + found + ", expected " + expected);
            return null;
        }
        checkState(name, state, model.metadata());
        return model.tensors().stream().map(Networks::values).toArray(double[][]::new);
    }

    private void checkState(String name, String expected, Map<String, String> metadata) {
        String found = metadata.get(WeightsState.METADATA);
        if (found == null ? isOurs : !found.equals(expected)) {
            complain(
                    name,
                    WeightsState.METADATA
                            + " in its metadata is "
                            + found
                            + ", expected "
                            + expected);
        } else {
            findings.agrees(
                    Topic.NETWORKS,
                    name,
                    String.format(
                            Locale.ROOT,
                            "%d tensors as in run.json%s",
                            run.record().architecture().size(),
                            found == null ? "" : ", weights-state " + found));
        }
    }

    /** What another's export looks like is no matter of ours. */
    private void complain(String name, String text) {
        if (isOurs) {
            findings.differs(Topic.NETWORKS, name, text);
        } else {
            findings.note(Topic.NETWORKS, name, text);
        }
    }

    private static String text(String tensor, List<Integer> shape) {
        return tensor + " " + shape;
    }

    private static double[] values(OnnxTensor tensor) {
        float[] values = tensor.values();
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
