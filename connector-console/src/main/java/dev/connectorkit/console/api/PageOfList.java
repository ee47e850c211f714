package dev.connectorkit.console.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The part that a request asks for of a list that has the newest first.
 *
 * @param before only what has a smaller id
 * @param limit how many at most
 */
record PageOfList(long before, int limit) {

  private static final int MOST = 200;
  private static final int USUAL = 50;

  static PageOfList asked(ApiRequest request) {
    return new PageOfList(
        request.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        Math.toIntExact(request.number("limit", 1, MOST, USUAL)));
  }

  /** One more than are shown, so that it is known whether there are more. */
  int toRead() {
    return limit + 1;
  }

  /**
   * @param read as many as {@link #toRead}, if there are
   */
  <T> Map<String, Object> json(
      List<T> read, ToLongFunction<T> id, Function<T, Map<String, Object>> json) {
    boolean more = read.size() > limit;
    List<T> shown = more ? read.subList(0, limit) : read;
    var body = new LinkedHashMap<String, Object>();
    body.put("items", shown.stream().map(json).toList());
    body.put("next", more ? id.applyAsLong(shown.get(shown.size() - 1)) : null);
    return body;
  }
}
