// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionNamesTest {
    @ParameterizedTest
    @CsvSource({
        "give it by response(...),give it by --response",
        "choose another testFraction(...) or give more,choose another --test-fraction or give more",
        "fold(...) is for the data set hasyv2,--fold is for the data set hasyv2",
        "invert(...) and path(...),--invert and --data-dir",
        "an earlier run by overwrite(...),an earlier run by --force",
        "hand it over by replay(...),hand it over by --dataset and --data-dir",
    })
    void methods_thatAnOptionSets_areNamedAsOptions(String sentence, String shown) {
        assertThat(OptionNames.in(sentence)).isEqualTo(shown);
    }

    @Test
    void otherText_staysAsItIs() {
        String sentence = "found path (...) and somePath(...), fold(2), response, $1";

        assertThat(OptionNames.in(sentence)).isEqualTo(sentence);
    }
}
