package dev.connectorkit.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.connectorkit.benchmarks.flow.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What a server's process answers to whoever measures it, until its standard input ends. */
public final class Orders {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Orders() {}

  /**
   * @param plugins says which are in use
   */
  public static void answer(int port, Supplier<String> plugins) throws IOException {
    System.out.println(Child.ANSWER + port);
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(
          Child.ANSWER
              + switch (line) {
                case "cpu" -> Long.toString(SYSTEM.getProcessCpuTime());
                case "compiled" ->
                    Long.toString(
                        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
                case "heap" -> Long.toString(heap());
                case "plugins" -> plugins.get();
                default -> throw new IllegalArgumentException(line);
              });
    }
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
