package dev.connectorkit.console.instance;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The order of the instances on the sign-in page; those of the database come first. */
public final class InstanceOrder {

  private final ConsoleDatabase database;
  private final InstanceSync sync;
  private final AuditTrail audit;

  public InstanceOrder(ConsoleDatabase database, InstanceSync sync, AuditTrail audit) {
    this.database = database;
    this.sync = sync;
    this.audit = audit;
  }

  /**
   * Moves one.
   *
   * @param places up when negative; as far as there are places
   */
  public void move(String id, int places, String by) {
    database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          List<String> former = order(handle);
          if (!former.contains(id)) {
            throw InstanceRules.elsewhere(id, sync.sources());
          }
          var order = new ArrayList<>(former);
          int from = order.indexOf(id);
          int to = Math.max(0, Math.min(order.size() - 1, from + places));
          order.add(to, order.remove(from));
          place(handle, former, order, id, by);
          return Boolean.TRUE;
        });
    sync.look();
  }

  /**
   * Puts those of the database into an order.
   *
   * @param order their ids
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} unless it names each once
   */
  public void arrange(List<String> order, String by) {
    database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          List<String> former = order(handle);
          if (order.size() != former.size() || !Set.copyOf(former).equals(new HashSet<>(order))) {
            throw new ConsoleException(
                ConsoleError.CONFLICT,
                "The order must name each instance once. There are: "
                    + String.join(", ", former)
                    + ".");
          }
          place(handle, former, order, "", by);
          return Boolean.TRUE;
        });
    sync.look();
  }

  private void place(
      Handle handle, List<String> former, List<String> order, String subject, String by) {
    if (order.equals(former)) {
      return;
    }
    for (int i = 0; i < order.size(); i++) {
      InstanceTable.place(handle, order.get(i), i);
    }
    audit.add(
        handle,
        by,
        "instance.moved",
        subject,
        AuditValue.of(String.join(", ", former)),
        AuditValue.of(String.join(", ", order)));
  }

  private static List<String> order(Handle handle) {
    return InstanceTable.all(handle).stream().map(InstanceRow::id).toList();
  }
}
