// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.protos.core.ImmutableFeatureMapProto;

/**
 * Which feature is which input of a network. That is the feature's id, and Tribuo's ids are in
 * alphabetical order; another order is a map with other ids, so that all that asks a model for the
 * id of a feature gets the input, and a saved model keeps it in Tribuo's own format.
 */
final class InputOrder {
    private InputOrder() {}

    /** The features, by id. */
    static List<String> names(ImmutableFeatureMap features) {
        List<String> names = new ArrayList<>(features.size());
        for (int id = 0; id < features.size(); id++) {
            names.add(features.get(id).getName());
        }
        return names;
    }

    /**
     * Whether the ids are those that Tribuo gives. It numbers hashed features by the names that they
     * had, which are no longer known; no order of our own is given to them.
     */
    static boolean isTribuos(ImmutableFeatureMap features) {
        if (features instanceof HashedFeatureMap) {
            return true;
        }
        List<String> names = names(features);
        return names.stream().sorted().toList().equals(names);
    }

    /**
     * The features of a data set with ids in another order.
     *
     * @param order names; those that the data set does not have are passed over
     * @throws IllegalArgumentException if it lacks one that the data set has, or features are hashed
     */
    static ImmutableFeatureMap of(ImmutableFeatureMap features, List<String> order) {
        if (features instanceof HashedFeatureMap) {
            throw new IllegalArgumentException(
                    "an input order needs the names of features, found hashes of them; train without"
                            + " an input order");
        }
        Set<String> known = new LinkedHashSet<>(order);
        known.retainAll(features.keySet());
        for (String name : names(features)) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "the input order must name every feature of the data, found none called '"
                                + NameOrder.shown(name)
                                + "'");
            }
        }
        ImmutableFeatureMapProto.Builder message = ImmutableFeatureMapProto.newBuilder();
        for (String name : known) {
            message.addInfo(features.get(name).makeIDInfo(message.getInfoCount()).serialize());
        }
        try {
            // Tribuo's constructors sort; what it reads back keeps its ids.
            return ImmutableFeatureMap.deserializeFromProto(
                    0, ImmutableFeatureMap.class.getName(), Any.pack(message.build()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("expected the features just written, found others", e);
        }
    }
}
