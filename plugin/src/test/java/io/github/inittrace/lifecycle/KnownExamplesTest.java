// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class KnownExamplesTest {
    private record Row<T>(T output, String feature) {}

    private static <T> Row<T> row(T output, String feature) {
        return new Row<>(output, feature);
    }

    private static <T extends Output<T>> MutableDataset<T> data(
            OutputFactory<T> factory, List<Row<T>> rows) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
        rows.forEach(
                row ->
                        data.add(
                                new ArrayExample<>(
                                        row.output, new String[] {row.feature}, new double[] {1})));
        return data;
    }

    private static <T extends Output<T>> KnownExamples known(
            MutableDataset<T> training, MutableDataset<T> set) {
        return KnownExamples.of(set, training.getFeatureIDMap(), training.getOutputIDInfo());
    }

    private static KnownExamples ofLabels(List<Row<Label>> rows) {
        LabelFactory factory = new LabelFactory();
        return known(
                data(factory, List.of(row(new Label("a"), "x"), row(new Label("b"), "y"))),
                data(factory, rows));
    }

    @Test
    void set_ofKnownExamples_isWhole() {
        KnownExamples known = ofLabels(List.of(row(new Label("b"), "x"), row(new Label("a"), "y")));

        assertThat(known.indices()).containsExactly(0, 1);
        assertThat(known.leftOut()).isZero();
        assertThat(known.remark("test")).isEmpty();
    }

    @Test
    void labels_thatWereNotTrained_areLeftOut() {
        KnownExamples known =
                ofLabels(
                        List.of(
                                row(new Label("c"), "x"),
                                row(new Label("a"), "y"),
                                row(LabelFactory.UNKNOWN_LABEL, "x")));

        assertThat(known.indices()).containsExactly(1);
        assertThat(known.remark("test"))
                .contains(
                        "2 of the 3 examples of test are left out of its loss and accuracy: 2 with"
                                + " an output that no training example has, the first of them 'c'");
    }

    @Test
    void examples_withoutAKnownFeature_areLeftOut() {
        KnownExamples known =
                ofLabels(
                        List.of(
                                row(new Label("a"), "z"),
                                row(new Label("a"), "y"),
                                row(new Label("one\nand much more than forty characters"), "z")));

        assertThat(known.indices()).containsExactly(1);
        assertThat(known.withoutFeature()).isEqualTo(1);
        assertThat(known.remark("test"))
                .contains(
                        "2 of the 3 examples of test are left out of its loss and accuracy: 1 with"
                                + " an output that no training example has, the first of them 'one?"
                                + "and much more than forty characters', and 1 without a feature"
                                + " that the model knows");
    }

    @Test
    void multiLabels_withOneThatWasNotTrained_areLeftOut() {
        MultiLabelFactory factory = new MultiLabelFactory();
        MutableDataset<MultiLabel> training =
                data(factory, List.of(row(of("up"), "x"), row(of("left"), "x")));
        MutableDataset<MultiLabel> set =
                data(
                        factory,
                        List.of(
                                row(of("up", "left"), "x"),
                                row(of("up", "far"), "x"),
                                row(of(), "x")));

        assertThat(known(training, set).indices()).containsExactly(0, 2);
        assertThat(known(training, set).unknownOutputs()).isEqualTo(1);
    }

    private static MultiLabel of(String... labels) {
        return new MultiLabel(Set.of(labels).stream().map(Label::new).collect(Collectors.toSet()));
    }

    @Test
    void regressors_ofOtherDimensions_areLeftOut() {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> training =
                data(factory, List.of(row(new Regressor("first", 1), "x")));
        MutableDataset<Regressor> set =
                data(
                        factory,
                        List.of(
                                row(new Regressor("second", 1), "x"),
                                row(new Regressor("second", 2), "x")));

        assertThat(known(training, set).indices()).isEmpty();
        assertThat(known(training, set).unknownOutputs()).isEqualTo(2);
        assertThat(known(training, training).indices()).containsExactly(0);
    }
}
