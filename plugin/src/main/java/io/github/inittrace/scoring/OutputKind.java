// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * A type of outputs that can be read back. Names no class of ONNX Runtime, which may be missing.
 *
 * @param name how files call it
 * @param type its class
 * @param factory makes its factory
 * @param column what a column of that name stands for
 */
record OutputKind<T extends Output<T>>(
        String name,
        Class<T> type,
        Supplier<OutputFactory<T>> factory,
        Function<String, T> column) {

    private static final List<OutputKind<?>> ALL =
            List.of(
                    new OutputKind<>("label", Label.class, LabelFactory::new, Label::new),
                    new OutputKind<>(
                            "multilabel",
                            MultiLabel.class,
                            MultiLabelFactory::new,
                            name -> new MultiLabel(new Label(name))),
                    new OutputKind<>(
                            "regression",
                            Regressor.class,
                            RegressionFactory::new,
                            name -> new Regressor(name, Double.NaN)));

    static <T extends Output<T>> OutputKind<T> of(Class<T> type) {
        for (OutputKind<?> kind : ALL) {
            if (kind.type.equals(type)) {
                @SuppressWarnings("unchecked") // the classes are equal
                OutputKind<T> same = (OutputKind<T>) kind;
                return same;
            }
        }
        throw new IllegalArgumentException(
                "outputs must be Label, MultiLabel or Regressor, found " + type.getSimpleName());
    }
}
