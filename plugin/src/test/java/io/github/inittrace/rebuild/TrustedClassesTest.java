// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.data.sql.SQLDataSource;

/** The list of what a replay makes objects of holds classes that there are. */
class TrustedClassesTest {
    @Test
    void builtIn_everyName_isThatOfAClassWithAConfiguration() throws ClassNotFoundException {
        for (String name : TrustedClasses.BUILT_IN.names()) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());

            assertThat(Configurable.class).isAssignableFrom(type);
        }
    }

    @Test
    void builtIn_aDatabase_isNotOnIt() {
        assertThat(TrustedClasses.BUILT_IN.contains(SQLDataSource.class.getName())).isFalse();
    }

    @Test
    void trainers_sources_areNotAmongThem() {
        assertThat(TrustedClasses.TRAINERS.names())
                .isSubsetOf(TrustedClasses.BUILT_IN.names())
                .noneMatch(name -> name.matches(".*(Source|Processor|Extractor|Factory)"));
    }

    @Test
    void and_aName_isAllowedBesideTheOthers() {
        TrustedClasses more = TrustedClasses.BUILT_IN.and(List.of("com.acme.Rows"));

        assertThat(more.contains("com.acme.Rows")).isTrue();
        assertThat(more.contains("io.github.inittrace.mlp.SGD")).isTrue();
        assertThat(TrustedClasses.BUILT_IN.contains("com.acme.Rows")).isFalse();
    }
}
