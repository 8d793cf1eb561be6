// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify

import io.github.inittrace.trace.FakeData
import io.github.inittrace.trace.FakeTrainer
import io.github.inittrace.trace.traced
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path

/** The Java API reads as Kotlin without extensions. */
class VerificationKotlinTest {
    @Test
    fun verification_ofARun_readsAsProperties(
        @TempDir folder: Path,
    ) {
        val run = FakeTrainer().traced { runFolder = folder.resolve("run") }.run(FakeData.of(6))

        val verification = Verification.of(run.folder!!)

        assertThat(verification.agrees()).isTrue()
        assertThat(verification.findings.map { it.topic }.distinct())
            .containsExactly(*Finding.Topic.entries.toTypedArray())
    }
}
