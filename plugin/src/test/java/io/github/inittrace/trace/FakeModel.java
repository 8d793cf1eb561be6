// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** The weights of a {@link FakeTrainer}. It predicts nothing. */
public final class FakeModel extends Model<Label> implements ONNXExportable {
    private static final long serialVersionUID = 1L;

    private final transient List<FakeTensor> tensors;

    FakeModel(
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            List<FakeTensor> tensors) {
        super("fake", provenance, features, outputs, false);
        this.tensors = tensors.stream().map(FakeTensor::duplicate).toList();
    }

    public List<FakeTensor> tensors() {
        return tensors;
    }

    @Override
    public OnnxMl.ModelProto exportONNXModel(String domain, long version) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("fake");
        for (FakeTensor tensor : tensors) {
            ByteBuffer raw = ByteBuffer.allocate(4 * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : tensor.values()) {
                raw.putFloat(value);
            }
            graph.addInitializer(
                    OnnxMl.TensorProto.newBuilder()
                            .setName(tensor.name())
                            .addAllDims(tensor.shape().stream().map(Integer::longValue).toList())
                            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                            .setRawData(ByteString.copyFrom(raw.array())));
        }
        return OnnxMl.ModelProto.newBuilder()
                .setDomain(domain)
                .setModelVersion(version)
                .setGraph(graph)
                .build();
    }

    @Override
    public ONNXNode writeONNXGraph(ONNXRef<?> input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return Optional.empty();
    }

    @Override
    protected Model<Label> copy(String newName, ModelProvenance newProvenance) {
        return new FakeModel(newProvenance, featureIDMap, outputIDInfo, tensors);
    }
}
