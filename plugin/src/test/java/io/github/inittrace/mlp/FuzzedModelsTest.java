// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.inittrace.mlp.protos.MLPClassificationModelProto;
import io.github.inittrace.onnx.OnnxWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.protos.core.ModelProto;

/** Saved models damaged at random, by seed: they are read, or refused as documented. */
@Timeout(60)
class FuzzedModelsTest {
    private static final long NANOS = 2_500_000_000L;
    private static final int LEAST = 200;

    @TempDir Path folder;

    private static MLPClassificationModel model() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(3)
                .epochs(0)
                .build()
                .train(Blobs.of(20, 4, 3, 1));
    }

    @Test
    void onnx_damaged_isReadOrRefusedInOneSentence() throws IOException {
        byte[] good = model().exportONNXModel("test", 1).toByteArray();
        Path file = folder.resolve("m.onnx");
        Random random = new Random(3);
        long end = System.nanoTime() + NANOS;
        int refused = 0;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            Files.write(file, damaged(good, random));
            try {
                OnnxWeights.read(file);
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage())
                        .as("damage %d of seed 3", i)
                        .contains(file.toString())
                        .doesNotContain("\n", "Exception");
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void protobuf_damagedLayers_areReadOrRefusedAsDocumented() throws IOException {
        ModelProto saved = model().serialize();
        MLPClassificationModelProto message =
                saved.getSerializedData().unpack(MLPClassificationModelProto.class);
        byte[] layers = message.toBuilder().clearMetadata().build().toByteArray();
        Random random = new Random(4);
        long end = System.nanoTime() + NANOS;
        int refused = 0;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            byte[] bad =
                    ByteString.copyFrom(damaged(layers, random))
                            .concat(
                                    MLPClassificationModelProto.newBuilder()
                                            .setMetadata(message.getMetadata())
                                            .build()
                                            .toByteString())
                            .toByteArray();
            ModelProto.Builder changed = saved.toBuilder();
            changed.getSerializedDataBuilder().setValue(ByteString.copyFrom(bad));
            try {
                assertThat(Model.deserialize(changed.build()))
                        .isInstanceOf(MLPClassificationModel.class);
            } catch (IllegalStateException e) {
                refused++;
                assertThat(e.getMessage()).as("damage %d of seed 4", i).isNotBlank();
                assertThat(rootOf(e))
                        .as("damage %d of seed 4", i)
                        .isInstanceOfAny(
                                IllegalStateException.class, InvalidProtocolBufferException.class);
            }
        }
        assertThat(refused).isPositive();
    }

    /** Tribuo calls the reader by reflection, and wraps what that throws. */
    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    /** Changes bytes, to large lengths among others, loses a piece, or cuts the end off. */
    private static byte[] damaged(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        if (random.nextInt(6) == 0) {
            return Arrays.copyOf(good, at);
        }
        byte[] bad = good.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bad[random.nextInt(bad.length)] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) 0xff;
        }
        if (random.nextInt(6) == 0) {
            int length = Math.min(random.nextInt(30), bad.length - at);
            System.arraycopy(bad, at + length, bad, at, bad.length - at - length);
            return Arrays.copyOf(bad, bad.length - length);
        }
        return bad;
    }
}
