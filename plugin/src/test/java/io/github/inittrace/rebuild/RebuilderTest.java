// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.files.PathText;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.LibSVMDataSource;

/** Paths and addresses that are written in a job or a provenance. */
class RebuilderTest {
    private static final TrustedClasses TRUSTED = TrustedClasses.BUILT_IN;

    private static void refused(Rebuilder rebuilder, Class<?> type, String setting) {
        Component written = new Component(type.getName(), Map.of(setting, "data/\uD800"));
        assertThatThrownBy(() -> rebuilder.rebuild(written))
                .isInstanceOf(IOException.class)
                .hasMessage(PathText.complaint("the path 'data/?'"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rebuild_withAPathThatTheLocaleCannotEncode_saysSo(boolean isOfAStranger) {
        Rebuilder rebuilder =
                isOfAStranger
                        ? new Rebuilder(TRUSTED, new LocalFiles(any -> {}))
                        : new Rebuilder(TRUSTED);

        refused(rebuilder, MLPClassificationTrainer.class, "startFrom");
        refused(rebuilder, LibSVMDataSource.class, "path");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rebuild_withAnAddress_fetchesNothing(boolean isOfAStranger) {
        Rebuilder rebuilder =
                isOfAStranger
                        ? new Rebuilder(TRUSTED, new LocalFiles(any -> {}))
                        : new Rebuilder(TRUSTED);
        Component written =
                new Component(
                        LibSVMDataSource.class.getName(),
                        Map.of(
                                "url",
                                "http://example.invalid/a",
                                "outputFactory",
                                new Component(LabelFactory.class.getName(), Map.of())));

        assertThatThrownBy(() -> rebuilder.rebuild(written))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "it came from http://example.invalid/a, and only files of this machine are"
                                + " read: nothing is fetched");
    }
}
