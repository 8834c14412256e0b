return await Trellis.Commands.CommandLine.RunAsync(args);
