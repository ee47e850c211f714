package dev.connectorkit.testkit.run;

import java.util.List;

/**
 * What a worker process is told to do.
 *
 * @param jar the plugin's file
 * @param shape the wire shape, as the text of its file
 * @param rules ids of the rules to check
 * @param threads how many rules to check at once
 * @param alone whether the rules need a process in which nothing else runs
 * @param timeoutFactor multiplies everything that is waited for
 * @param token begins each line of the answer, so that nothing the plugin prints is taken for one
 */
record Order(
    String jar,
    String shape,
    List<String> rules,
    int threads,
    boolean alone,
    double timeoutFactor,
    String token) {}
