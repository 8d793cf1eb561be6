// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Finding number(String obstacle, double here) {
        return new Comparison(obstacle).number("", "a number", 10, "", here, 0.5);
    }

    @Test
    void numbers_agreeWithinTheTolerance() {
        assertThat(number(null, 10.5).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(number(null, 10.6).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(number(null, Double.NaN).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(number(null, 10.6).tolerance()).isEqualTo("± 0.5");
    }

    @Test
    void numbers_ofOtherData_neitherAgreeNorDiffer() {
        assertThat(number("other data", 10).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(number("other data", 99).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(number("other data", Double.NaN).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void statements_areJudgedOnAnyData_withARemark() {
        Finding finding =
                new Comparison("other data")
                        .statement("C1", "it falls", "falls", "rises", Verdict.DIFFERS, "", "why");

        assertThat(finding.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(finding.reason()).isEqualTo("why; other data");
    }

    @Test
    void studies_areFoundByNameAndGroup() {
        assertThat(Studies.named("fig2c")).extracting(Study::name).containsExactly("fig2c");
        assertThat(Studies.named("deviation")).hasSizeGreaterThan(5);
        assertThatThrownBy(() -> Studies.named("fig9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected the name of a study, one of deviation, slides,")
                .hasMessageEndingWith(
                        "found 'fig9'; inittrace reproduce --list says what they are");
    }
}
