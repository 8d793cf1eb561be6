// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.common.sgd.SGDObjective;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.regression.sgd.RegressionObjective;

/**
 * The user's objective, with a probe around each of its calls, and with its provenance. Trainers
 * want the interface of their own task, hence one class for each.
 *
 * @param <U> how the trainer represents a target
 */
abstract class ObservedObjective<U> implements SGDObjective<U> {
    private Probe probe = Probe.NONE;

    void attach(Probe probe) {
        this.probe = probe;
    }

    /** The user's objective. */
    abstract SGDObjective<U> inner();

    @Override
    public Pair<Double, SGDVector> lossAndGradient(U truth, SGDVector prediction) {
        probe.beforeExample();
        Pair<Double, SGDVector> result = inner().lossAndGradient(truth, prediction);
        probe.afterExample(result.getA());
        return result;
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return inner().getProvenance();
    }

    @Override
    public String toString() {
        return inner().toString();
    }

    /** Of classification. */
    static final class ForLabels extends ObservedObjective<Integer> implements LabelObjective {
        @Config(mandatory = true, description = "The objective to watch.")
        private @Nullable LabelObjective inner;

        /** For OLCUT. */
        private ForLabels() {}

        @Override
        LabelObjective inner() {
            return Objects.requireNonNull(inner, "OLCUT sets the objective");
        }

        @Override
        public Pair<Double, SGDVector> lossAndGradient(Integer truth, SGDVector prediction) {
            return super.lossAndGradient(truth, prediction);
        }

        @Override
        @Deprecated
        public Pair<Double, SGDVector> valueAndGradient(int truth, SGDVector prediction) {
            return lossAndGradient(truth, prediction);
        }

        @Override
        public VectorNormalizer getNormalizer() {
            return inner().getNormalizer();
        }

        @Override
        public boolean isProbabilistic() {
            return inner().isProbabilistic();
        }
    }

    /** Of multi-label classification. */
    static final class ForMultiLabels extends ObservedObjective<SGDVector>
            implements MultiLabelObjective {
        @Config(mandatory = true, description = "The objective to watch.")
        private @Nullable MultiLabelObjective inner;

        /** For OLCUT. */
        private ForMultiLabels() {}

        @Override
        MultiLabelObjective inner() {
            return Objects.requireNonNull(inner, "OLCUT sets the objective");
        }

        @Override
        public VectorNormalizer getNormalizer() {
            return inner().getNormalizer();
        }

        @Override
        public boolean isProbabilistic() {
            return inner().isProbabilistic();
        }

        @Override
        public double threshold() {
            return inner().threshold();
        }
    }

    /** Of regression. */
    static final class ForRegressors extends ObservedObjective<DenseVector>
            implements RegressionObjective {
        @Config(mandatory = true, description = "The objective to watch.")
        private @Nullable RegressionObjective inner;

        /** For OLCUT. */
        private ForRegressors() {}

        @Override
        RegressionObjective inner() {
            return Objects.requireNonNull(inner, "OLCUT sets the objective");
        }

        @Override
        public Pair<Double, SGDVector> lossAndGradient(DenseVector truth, SGDVector prediction) {
            return super.lossAndGradient(truth, prediction);
        }

        @Override
        @Deprecated
        public Pair<Double, SGDVector> loss(DenseVector truth, SGDVector prediction) {
            return lossAndGradient(truth, prediction);
        }
    }
}
