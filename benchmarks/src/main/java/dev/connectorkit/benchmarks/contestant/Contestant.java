package dev.connectorkit.benchmarks.contestant;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One way to sign a person in. Safe for use by many threads. */
public interface Contestant extends AutoCloseable {

  /** Makes an authorization request. */
  Begun begin() throws Exception;

  /**
   * Redeems the code and reads who the person is.
   *
   * @param callback the parameters of the callback
   * @return the person's id
   */
  String complete(Begun begun, Map<String, List<String>> callback) throws Exception;

  @Override
  default void close() throws IOException {}

  /**
   * @param authorizationUri where to send the browser
   * @param memory what the contestant needs to complete
   */
  record Begun(String authorizationUri, Object memory) {}
}
