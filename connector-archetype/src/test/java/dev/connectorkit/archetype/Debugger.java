package dev.connectorkit.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What an IDE does: attaches, sets a breakpoint, and waits for it. */
final class Debugger implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 60_000;

  private final VirtualMachine machine;

  Debugger(int port) throws Exception {
    AttachingConnector socket =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = socket.defaultArguments();
    arguments.get("hostname").setValue("localhost");
    arguments.get("port").setValue(Integer.toString(port));
    this.machine = socket.attach(arguments);
  }

  /** Sets a breakpoint at the first line of a method, in the class as the plugin loaded it. */
  void stopAt(String type, String method) throws Exception {
    List<ReferenceType> loaded = machine.classesByName(type);
    assertThat(loaded).isNotEmpty();
    for (ReferenceType each : loaded) {
      Location first = each.methodsByName(method).get(0).allLineLocations().get(0);
      BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(first);
      request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      request.enable();
    }
  }

  /** Whether it is hit while something runs, which goes on then. */
  boolean hitWhile(Runnable work) throws Exception {
    CompletableFuture<Void> running = CompletableFuture.runAsync(work);
    boolean hit = false;
    EventSet events = machine.eventQueue().remove(PATIENCE_MILLIS);
    while (events != null && !hit) {
      for (Event event : events) {
        hit |= event instanceof BreakpointEvent;
      }
      if (hit) {
        machine.eventRequestManager().deleteAllBreakpoints();
      }
      events.resume();
      events = hit ? null : machine.eventQueue().remove(PATIENCE_MILLIS);
    }
    running.join();
    return hit;
  }

  @Override
  public void close() {
    machine.dispose();
  }
}
