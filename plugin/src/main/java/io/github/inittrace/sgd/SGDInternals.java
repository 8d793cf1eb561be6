// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.common.sgd.AbstractSGDTrainer;
import org.tribuo.math.FeedForwardParameters;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.provenance.ModelProvenance;

/**
 * What a trainer of Tribuo's does with its own protected methods, and a model of its weights in
 * mid-training needs as well. Reflection, as OLCUT configures the same objects by it; everything
 * else goes through public calls.
 */
final class SGDInternals<T extends Output<T>> {
    private final AbstractSGDTrainer<T, ?, ?, ?> trainer;
    private final Method createModel;
    private final Method getTarget;
    private final Method getName;
    private final Method getModelClassName;

    SGDInternals(AbstractSGDTrainer<T, ?, ?, ?> trainer) {
        this.trainer = trainer;
        createModel = method("createModel");
        getTarget = method("getTarget");
        getName = method("getName");
        getModelClassName = method("getModelClassName");
    }

    /** The model that training would return if it ended with these parameters. */
    @SuppressWarnings("unchecked") // the trainer's type says so
    Model<T> model(
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<T> outputs,
            FeedForwardParameters parameters) {
        Object name = call(getName);
        return (Model<T>) call(createModel, name, provenance, features, outputs, parameters);
    }

    /** The class name that the trainer puts into a model's provenance. */
    String modelClassName() {
        return (String) call(getModelClassName);
    }

    /** How the trainer represents an output to its objective. */
    Object target(ImmutableOutputInfo<T> outputs, T output) {
        return call(getTarget, outputs, output);
    }

    /** How the trainer lays out the features of an example. */
    static SGDVector features(
            Example<?> example, ImmutableFeatureMap features, FeedForwardParameters parameters) {
        boolean withBias = parameters instanceof LinearParameters;
        return example.size() == features.size()
                ? DenseVector.createDenseVector(example, features, withBias)
                : SparseVector.createSparseVector(example, features, withBias);
    }

    private Object call(Method method, Object... arguments) {
        try {
            return method.invoke(trainer, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException(method + " threw " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }

    private static Method method(String name) {
        for (Method method : AbstractSGDTrainer.class.getDeclaredMethods()) {
            if (method.getName().equals(name) && !method.isBridge()) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new IllegalStateException(
                "this release of Tribuo has no AbstractSGDTrainer."
                        + name
                        + "; expected Tribuo 4.3");
    }
}
