package dev.connectorkit.console.admin;

import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.PendingChange;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * A change that is not live yet, above its form.
 *
 * @param there whether there is one
 * @param stale whether what is live was changed since
 * @param saved when and by whom, in words
 * @param differences from what is live
 */
public record PendingLine(
    boolean there, boolean tried, boolean stale, String saved, List<Difference> differences) {

  static final PendingLine NONE = new PendingLine(false, false, false, "", List.of());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  static PendingLine of(Optional<PendingChange> pending) {
    return pending
        .map(
            one ->
                new PendingLine(
                    true,
                    one.instance().tried(),
                    one.stale(),
                    TIME.format(one.changedAt()) + " by " + one.changedBy(),
                    one.differences()))
        .orElse(NONE);
  }
}
