// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import io.github.inittrace.analysis.ModelWeights;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.StoppedEarly;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;

/**
 * What a replay must come to.
 *
 * @param trainer the provenance of what trained
 * @param data the provenance of what it was trained on; null if that is not recorded
 * @param weights the weights at the end
 * @param isFloat32 whether these were rounded to float32
 * @param digest the digest of the weights before rounding; null if that is not recorded
 * @param stopAfter the epoch at whose end training was stopped; null if it was not
 * @param environment versions, machine and kernels
 */
record ReplayTarget(
        ObjectProvenance trainer,
        @Nullable ObjectProvenance data,
        List<? extends TensorView> weights,
        boolean isFloat32,
        @Nullable String digest,
        @Nullable Integer stopAfter,
        Map<String, String> environment) {

    /**
     * A model, as training returned it or as it was loaded.
     *
     * @throws IllegalArgumentException if its weights cannot be read, or are not those at the end
     */
    static ReplayTarget of(Model<?> model) {
        String state = WeightsState.of(model);
        if (!state.equals(WeightsState.TRAINED)) {
            throw new IllegalArgumentException(
                    "expected a model at the end of its training, found one with weights '"
                            + state
                            + "'");
        }
        OptionalInt within = StoppedEarly.within(model);
        if (within.isPresent()) {
            throw new IllegalArgumentException(
                    "the model cannot be replayed: its training was stopped in the midst of epoch "
                            + within.getAsInt()
                            + ", at a minibatch that is not recorded");
        }
        ModelProvenance provenance = model.getProvenance();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("tribuo.version", provenance.getTribuoVersion());
        environment.put("java.version", provenance.getJavaVersion());
        environment.put("os.name", provenance.getOS());
        environment.put("os.arch", provenance.getArch());
        return new ReplayTarget(
                provenance.getTrainerProvenance(),
                provenance.getDatasetProvenance(),
                ModelWeights.of(model),
                false,
                null,
                null,
                environment);
    }

    /**
     * A run.
     *
     * @throws IOException if the run has no trained model, or did not end where it can end again;
     *     the message is one sentence
     */
    static ReplayTarget of(RunFolder run) throws IOException {
        Ending ending = run.record().ending();
        Path trained =
                run.trainedModel()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                run.path()
                                                        + " cannot be replayed: expected "
                                                        + RunFolder.TRAINED
                                                        + " in it, found none"));
        if (!run.record().training().hasFacts()) {
            throw new IOException(
                    run.path()
                            + " cannot be replayed: it has the weights that another tool saved, and"
                            + " neither trainer nor data");
        }
        if (ending == null) {
            throw new IOException(run.path() + " cannot be replayed: its training has no end");
        }
        boolean stopped = ending.reason() == EndReason.STOPPED;
        if (stopped && !run.history().last().complete()) {
            throw new IOException(
                    run.path()
                            + " cannot be replayed: it was stopped in the midst of epoch "
                            + ending.epochs()
                            + ", at a minibatch that is not recorded");
        }
        OnnxWeights model = OnnxWeights.read(trained);
        Map<String, String> environment = new LinkedHashMap<>(run.record().environment());
        environment.remove(EarlyStopping.FACT); // a replay ends where the run did
        return new ReplayTarget(
                trainer(run),
                data(trained, model),
                weights(run, trained, model),
                true,
                ending.weightsSha256(),
                stopped ? ending.epochs() : null,
                environment);
    }

    private static ObjectProvenance trainer(RunFolder run) throws IOException {
        try {
            return WrittenProvenance.ofJson(run.record().provenance());
        } catch (IOException e) {
            throw new IOException(
                    run.path().resolve(RunFolder.RECORD) + " cannot be replayed: " + e.getMessage(),
                    e);
        }
    }

    /** What the network in a file says that it is trained on; null if it does not. */
    static @Nullable ObjectProvenance data(Path network) throws IOException {
        return data(network, OnnxWeights.read(network));
    }

    private static @Nullable ObjectProvenance data(Path trained, OnnxWeights model)
            throws IOException {
        String text = model.metadata().get(ONNXExportable.PROVENANCE_METADATA_FIELD);
        if (text == null) {
            return null;
        }
        try {
            ObjectProvenance written = WrittenProvenance.ofProto(text);
            return ReplayData.members(written).get("dataset") instanceof ObjectProvenance data
                    ? data
                    : null;
        } catch (IOException e) {
            throw new IOException(trained + " cannot be replayed: " + e.getMessage(), e);
        }
    }

    private static List<TensorView> weights(RunFolder run, Path trained, OnnxWeights model)
            throws IOException {
        List<TensorView> weights = new ArrayList<>();
        for (TensorShape shape : run.record().architecture()) {
            OnnxTensor tensor =
                    model.tensors().stream()
                            .filter(t -> t.name().equals(shape.name()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    trained
                                                            + " must hold a tensor '"
                                                            + shape.name()
                                                            + "', found none"));
            if (!tensor.shape().equals(shape.shape())) {
                throw new IOException(
                        trained
                                + " must hold a tensor '"
                                + shape.name()
                                + "' of shape "
                                + shape.shape()
                                + ", as run.json says, found "
                                + tensor.shape());
            }
            weights.add(new WeightTensor(shape.name(), shape.shape(), tensor.values()));
        }
        return weights;
    }
}
