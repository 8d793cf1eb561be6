// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import org.jspecify.annotations.Nullable;
import org.tribuo.MutableFeatureMap;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;

/**
 * What Tribuo keeps about a feature: how often each value came, or, from the 51st different value
 * on, moments. Tribuo's own classes count; this only spares the look-up of the feature by its name
 * for every value of every image.
 */
final class PixelStatistics {
    private final String name;
    private final MutableFeatureMap counts = new MutableFeatureMap();
    private @Nullable Moments moments;

    /** Of a feature that has been 0 so far; like Tribuo, this does not count zeros. */
    PixelStatistics(String name) {
        this.name = name;
        counts.add(name, 0);
    }

    void observe(int value) {
        if (moments != null) {
            moments.observe(value);
            return;
        }
        counts.add(name, value);
        if (counts.get(name) instanceof RealInfo start) {
            moments = new Moments(start);
        }
    }

    /** What Tribuo would have, in its own class. */
    VariableInfo info() {
        return moments != null ? moments.copy() : counts.get(name);
    }

    /** Tribuo lets only subclasses observe; copies are of its own class. */
    private static final class Moments extends RealInfo {
        private static final long serialVersionUID = 1L;

        Moments(RealInfo start) {
            super(start);
        }

        @Override
        protected void observe(double value) {
            super.observe(value);
        }
    }
}
