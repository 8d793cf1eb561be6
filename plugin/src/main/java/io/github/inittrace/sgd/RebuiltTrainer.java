// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Output;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.common.sgd.AbstractSGDTrainer;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.sgd.RegressionObjective;

/**
 * A trainer made anew from the provenance of the user's, with a probe in its optimiser and its
 * objective. One call of {@code train} has one of its own, so that concurrent calls share nothing.
 *
 * @param trainer trains as the user's trainer does
 * @param optimiser its optimiser
 * @param objective its objective
 * @param epochs how many passes it makes
 * @param batchSize how many examples there are to a step of its optimiser
 * @param <T> the type of the model's output
 */
record RebuiltTrainer<T extends Output<T>>(
        AbstractSGDTrainer<T, ?, ?, ?> trainer,
        ObservedOptimiser optimiser,
        ObservedObjective<?> objective,
        int epochs,
        int batchSize) {
    private static final String OPTIMISER = "optimiser";
    private static final String OBJECTIVE = "objective";

    /**
     * Rebuilds a trainer.
     *
     * @param provenance the user's trainer's, as OLCUT makes it from the configured fields
     * @throws IllegalArgumentException if the provenance does not lead back to a trainer; the
     *     message is the reason, as the second half of a sentence
     */
    static <T extends Output<T>> RebuiltTrainer<T> of(TrainerProvenance provenance) {
        try {
            List<ConfigurationData> configuration =
                    new ArrayList<>(ProvenanceUtil.extractConfiguration(provenance));
            ConfigurationData root = configuration.get(0);
            ConfigurationData optimiser = wrap(configuration, root, OPTIMISER);
            ConfigurationData objective = wrap(configuration, root, OBJECTIVE);
            ConfigurationManager manager = new ConfigurationManager();
            manager.addConfiguration(configuration);
            @SuppressWarnings("unchecked") // the provenance is that of a Trainer<T>
            AbstractSGDTrainer<T, ?, ?, ?> trainer =
                    (AbstractSGDTrainer<T, ?, ?, ?>) manager.lookup(root.getName());
            RebuiltTrainer<T> rebuilt =
                    new RebuiltTrainer<>(
                            trainer,
                            (ObservedOptimiser) manager.lookup(optimiser.getName()),
                            (ObservedObjective<?>) manager.lookup(objective.getName()),
                            number(provenance, "epochs"),
                            number(provenance, "minibatchSize"));
            manager.close();
            return rebuilt;
        } catch (PropertyException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "it cannot be rebuilt from its configuration: " + e.getMessage(), e);
        }
    }

    void attach(Probe probe) {
        optimiser.attach(probe);
        objective.attach(probe);
    }

    /** Puts an observed component between the root and the one that its property names. */
    private static ConfigurationData wrap(
            List<ConfigurationData> configuration, ConfigurationData root, String property) {
        Property value =
                root.get(property)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "it has no configured " + property));
        ConfigurationData inner =
                configuration.stream()
                        .filter(component -> component.getName().equals(value.toString()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "its " + property + " cannot be configured"));
        Class<?> observed =
                property.equals(OPTIMISER)
                        ? ObservedOptimiser.class
                        : observing(inner.getClassName());
        ConfigurationData outer =
                new ConfigurationData("observed-" + property, observed.getName(), Map.of());
        outer.add("inner", value);
        configuration.add(outer);
        root.add(property, new SimpleProperty(outer.getName()));
        return outer;
    }

    private static Class<?> observing(String objective) {
        try {
            Class<?> type = Class.forName(objective);
            if (LabelObjective.class.isAssignableFrom(type)) {
                return ObservedObjective.ForLabels.class;
            }
            if (MultiLabelObjective.class.isAssignableFrom(type)) {
                return ObservedObjective.ForMultiLabels.class;
            }
            if (RegressionObjective.class.isAssignableFrom(type)) {
                return ObservedObjective.ForRegressors.class;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + objective, e);
        }
        throw new IllegalArgumentException(
                "its objective must be one for labels, multi-labels or regression, found "
                        + objective);
    }

    private static int number(TrainerProvenance provenance, String parameter) {
        Provenance value = provenance.getConfiguredParameters().get(parameter);
        if (value instanceof IntProvenance number) {
            return number.getValue();
        }
        throw new IllegalArgumentException(
                "its " + parameter + " must be a configured number, found " + value);
    }
}
