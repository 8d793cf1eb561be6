// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.text.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;

/**
 * Turns what Tribuo exports into a file that says by itself what its weights, inputs and outputs
 * are: initialisers that are the weights and no more, under their own names, and the names of all
 * inputs and outputs in the metadata.
 */
public final class NamedExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NamedExport() {}

    /**
     * Names the parts of an exported model.
     *
     * @param exported as Tribuo's exporters make it
     * @param model the model it was exported from
     * @param weights the names of the initialisers that are weights, in their order
     * @param state at which point of training the weights were taken: {@code initial}, {@code
     *     epoch-3}, {@code trained}
     * @return the same computation with names and metadata
     * @throws IllegalArgumentException if the graph has no initialiser for one of the weights
     */
    public static OnnxMl.ModelProto of(
            OnnxMl.ModelProto exported, Model<?> model, List<String> weights, String state) {
        OnnxMl.ModelProto.Builder named = exported.toBuilder();
        named.setGraph(StableGraph.of(exported.getGraph(), weights));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("inittrace.producer", "InitTrace " + Version.current());
        metadata.put("inittrace.weights-state", state);
        metadata.put("inittrace.outputs", kind(model));
        metadata.put("inittrace.probabilities", String.valueOf(model.generatesProbabilities()));
        metadata.put("inittrace.labels", json(outputs(model)));
        metadata.put("inittrace.features", json(features(model)));
        if (model.getFeatureIDMap() instanceof HashedFeatureMap) {
            metadata.put("inittrace.features-hashed", "true");
        }
        metadata.forEach((key, value) -> named.addMetadataProps(property(key, value)));
        return named.build();
    }

    /** Whether a model was named by this class. */
    public static boolean isNamed(OnnxMl.ModelProto model) {
        return model.getMetadataPropsList().stream()
                .anyMatch(entry -> entry.getKey().equals("inittrace.producer"));
    }

    /** A property for a model's metadata. */
    public static OnnxMl.StringStringEntryProto property(String key, String value) {
        return OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** What a model's inputs stand for, by column. */
    public static List<String> features(Model<?> model) {
        ImmutableFeatureMap map = model.getFeatureIDMap();
        List<String> names = new ArrayList<>(map.size());
        for (int id = 0; id < map.size(); id++) {
            names.add(map.get(id).getName());
        }
        return names;
    }

    /** What a model's outputs stand for, by column. */
    public static <T extends Output<T>> List<String> outputs(Model<T> model) {
        ImmutableOutputInfo<T> info = model.getOutputIDInfo();
        List<String> names = new ArrayList<>(info.size());
        for (int id = 0; id < info.size(); id++) {
            names.add(name(info.getOutput(id)));
        }
        return names;
    }

    /** Of which type a model's outputs are; Tribuo's have short names. */
    private static <T extends Output<T>> String kind(Model<T> model) {
        T output = model.getOutputIDInfo().getOutput(0);
        if (output instanceof Label) {
            return "label";
        }
        if (output instanceof MultiLabel) {
            return "multilabel";
        }
        return output instanceof Regressor ? "regression" : output.getClass().getName();
    }

    private static String name(Output<?> output) {
        if (output instanceof Regressor regressor) {
            return regressor.getNames()[0];
        }
        if (output instanceof MultiLabel label) {
            return label.getLabelString();
        }
        return output.getSerializableForm(false);
    }

    private static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of names cannot be written as JSON", e);
        }
    }
}
