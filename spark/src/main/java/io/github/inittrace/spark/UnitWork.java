// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task is to train: the runs of one unit.
 *
 * @param version of InitTrace on the driver, which executors must have as well
 * @param jobs each run's job as JSON, by the run's name
 * @param data the files of the jobs' data set where they have some, by their path in the job
 * @param scratch a URI of a folder for what is not finished; one for the whole sweep
 */
record UnitWork(
        String version, Map<String, String> jobs, Map<String, SharedData> data, String scratch)
        implements Serializable {
    UnitWork {
        jobs = new LinkedHashMap<>(jobs); // of a class that can be sent
        data = new LinkedHashMap<>(data);
    }

    /** Where a run is kept up to its last resume point, in a marked folder for each point. */
    String points(String run) {
        return scratch + "/points/" + run;
    }

    /** Where an attempt leaves a run that has ended. */
    String draft(String run, long attempt) {
        return scratch + "/drafts/" + run + "-" + attempt;
    }

    /** What the driver marks to show that it works there, which every machine must see. */
    static String sign(String scratch) {
        return scratch + "/driver";
    }

    /** Where the files of data sets are brought to executors from. */
    static String dataFolder(String scratch) {
        return scratch + "/data";
    }
}
