// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Floats are sorted by their bits as comparing them would. */
class SortedFloatsPropertiesTest {
    @Property
    void keys_anyFloats_areOrderedAsFloats(@ForAll int bits, @ForAll int otherBits) {
        float x = Float.intBitsToFloat(bits);
        float y = Float.intBitsToFloat(otherBits);
        if (!Float.isNaN(x) && !Float.isNaN(y)) {
            assertThat(
                            Integer.signum(
                                    Integer.compareUnsigned(
                                            FloatRadixSort.key(x), FloatRadixSort.key(y))))
                    .isEqualTo(Integer.signum(Float.compare(x, y)));
        }
    }

    @Property
    void value_ofAKey_isTheFloat(@ForAll int bits) {
        float x = Float.intBitsToFloat(bits);
        assertThat(Float.floatToRawIntBits(FloatRadixSort.value(FloatRadixSort.key(x))))
                .isEqualTo(Float.floatToRawIntBits(x));
    }

    @Property
    void sort_anyKeys_putsThemInUnsignedOrder(@ForAll int[] keys) {
        int[] expected = Arrays.stream(keys).map(key -> key ^ Integer.MIN_VALUE).sorted().toArray();
        int[] sorted = FloatRadixSort.sort(keys);
        assertThat(Arrays.stream(sorted).map(key -> key ^ Integer.MIN_VALUE).toArray())
                .isEqualTo(expected);
    }
}
