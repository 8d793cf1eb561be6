// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static Finding finding(String claim, Verdict verdict) {
        return new Finding(claim, "what", "", "", verdict, "", "");
    }

    @Test
    void claims_areSortedAndJudgedByTheWorst() {
        List<Claim> claims =
                Claim.of(
                        List.of(
                                List.of(
                                        finding("C2", Verdict.NOT_TESTED),
                                        finding("", Verdict.DIFFERS),
                                        finding("C1", Verdict.AGREES)),
                                List.of(
                                        finding("C1", Verdict.DIFFERS),
                                        finding("C5", Verdict.AGREES),
                                        finding("C5", Verdict.NOT_TESTED))));

        assertThat(claims).extracting(Claim::name).containsExactly("C1", "C2", "C5");
        assertThat(claims)
                .extracting(Claim::verdict)
                .containsExactly(Verdict.DIFFERS, Verdict.NOT_TESTED, Verdict.AGREES);
        assertThat(claims.get(2).counts()).isEqualTo("1 × agrees, 1 × not tested");
        assertThat(claims.get(0).words()).startsWith("C1: training that succeeds");
    }
}
