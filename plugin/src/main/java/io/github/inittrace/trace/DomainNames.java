// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/** What a model's inputs and outputs stand for, in the order of their ids. */
final class DomainNames {
    private DomainNames() {}

    static List<String> features(Model<?> model) {
        ImmutableFeatureMap map = model.getFeatureIDMap();
        List<String> names = new ArrayList<>(map.size());
        for (int id = 0; id < map.size(); id++) {
            names.add(map.get(id).getName());
        }
        return names;
    }

    static <T extends Output<T>> List<String> outputs(Model<T> model) {
        ImmutableOutputInfo<T> info = model.getOutputIDInfo();
        List<String> names = new ArrayList<>(info.size());
        for (int id = 0; id < info.size(); id++) {
            T output = info.getOutput(id);
            names.add(output instanceof Label label ? label.getLabel() : output.toString());
        }
        return names;
    }
}
