// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.util.List;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** Whoever trains units for the driver. */
interface Cluster {
    /**
     * Has a unit trained.
     *
     * @param title what the work is called in Spark's pages
     * @return what comes of it, alone in a list
     */
    JavaFutureAction<List<UnitEnd>> send(UnitWork work, String title);

    /** Whether nothing is trained any more. */
    boolean isStopped();

    /** A Spark application. */
    static Cluster of(JavaSparkContext spark) {
        return new Cluster() {
            @Override
            public JavaFutureAction<List<UnitEnd>> send(UnitWork work, String title) {
                spark.setJobDescription(title);
                spark.setCallSite(title);
                return spark.parallelize(List.of(work), 1).map(new TrainUnit()).collectAsync();
            }

            @Override
            public boolean isStopped() {
                return spark.sc().isStopped();
            }
        };
    }
}
