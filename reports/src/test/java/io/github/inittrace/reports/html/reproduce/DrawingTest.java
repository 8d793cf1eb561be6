// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.reproduce.Studies;
import io.github.inittrace.reports.reproduce.Study;
import org.junit.jupiter.api.Test;

class DrawingTest {
    @Test
    void everyStudy_hasADrawing_andNoOther() {
        assertThat(Drawing.ALL.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Studies.all().stream().map(Study::name).toList());
    }
}
