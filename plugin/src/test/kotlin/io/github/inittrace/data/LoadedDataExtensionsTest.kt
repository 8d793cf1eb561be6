// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class LoadedDataExtensionsTest {
    @Test
    fun components_ofLoadedData_areItsTwoParts() {
        val digits = DatasetLoader.of(DatasetLoader.DIGITS).load()
        val (train, test) = digits
        assertThat(train).isSameAs(digits.train)
        assertThat(test).isSameAs(digits.test)
    }
}
