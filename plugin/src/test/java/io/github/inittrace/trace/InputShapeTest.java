// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's ids are alphabetical: by them pixel10 would be the third pixel of a picture. */
class InputShapeTest {
    private static final int PIXELS = 12;

    private static List<String> names(String pattern) {
        return IntStream.range(0, PIXELS).mapToObj(pattern::formatted).toList();
    }

    private static MutableDataset<Label> data(List<String> names) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("pixels", factory), factory);
        for (String label : List.of("a", "b")) {
            double[] values = IntStream.range(0, PIXELS).mapToDouble(i -> i + 1).toArray();
            data.add(new ArrayExample<>(new Label(label), names.toArray(String[]::new), values));
        }
        return data;
    }

    private static MLPClassificationTrainer.Builder network() {
        return MLPClassificationTrainer.builder().hiddenLayers(2).epochs(1);
    }

    private static void recorded(Trainer<Label> trainer, List<String> names) {
        try (Logs logs = Logs.of(InputShape.class)) {
            TracedRun<Label> run = InitTrace.of(trainer).inputShape(3, 4).run(data(names));

            assertThat(run.record().inputShape()).containsExactly(3, 4);
            assertThat(logs.messages()).isEmpty();
        }
    }

    @Test
    void inputShape_ofNumbersInAlphabeticalOrder_isLeftOutWithOneWarning() {
        try (Logs logs = Logs.of(InputShape.class)) {
            TracedRun<Label> run =
                    InitTrace.of(network().build()).inputShape(3, 4).run(data(names("pixel%d")));

            assertThat(run.record().inputShape()).isNull();
            assertThat(logs.messages())
                    .containsExactly(
                            "the input shape [3, 4] is left out of the record, for pictures would"
                                    + " be scrambled: the features are in alphabetical order,"
                                    + " pixel11 before pixel2; give the trainer an"
                                    + " order of inputs, or pad the numbers with zeros");
        }
    }

    @Test
    void inputShape_inAnOrderThatTheTrainerWasGiven_isRecorded() {
        List<String> names = names("pixel%d");
        recorded(network().inputOrder(names).build(), names);
    }

    @Test
    void inputShape_ofPaddedNumbers_isRecorded() {
        recorded(network().build(), names("pixel%02d"));
    }
}
