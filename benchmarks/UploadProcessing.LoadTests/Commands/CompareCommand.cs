using System.CommandLine;
using UploadProcessing.LoadTests.Comparison;

namespace UploadProcessing.LoadTests.Commands;

/// <summary><c>compare</c>: our services and the peers on this machine, in turns, as a table of targets. <c>benchmarks/run</c> prepares and calls it.</summary>
internal static class CompareCommand
{
    private static readonly string[] Stages = ["small", "large", "held"];

    public static Command Make()
    {
        var repository = new Option<DirectoryInfo>("--repository") { Required = true, Description = "The checkout, with everything built in Release." };
        var data = new Option<DirectoryInfo>("--data") { Required = true, Description = "A folder on the disk that is measured." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Rounds of each scenario." };
        var large = LoadOptions.SizeOption("--large-size", "1GiB");
        var small = new Option<int>("--small-count") { DefaultValueFactory = _ => 2000, Description = "Small files of a round." };
        var held = new Option<int>("--held") { DefaultValueFactory = _ => 5000, Description = "Uploads held at once." };
        var stages = new Option<string[]>("--stage") { DefaultValueFactory = _ => Stages, Description = "What to measure: small, large, held; repeatable." };
        stages.AcceptOnlyFromAmong(Stages);
        var command = new Command("compare", "Measures our services and the peers in turns.") { repository, data, rounds, large, small, held, stages };
        command.SetAction(parsed => Run(new ComparisonSettings
        {
            Repository = parsed.GetRequiredValue(repository).FullName,
            Data = parsed.GetRequiredValue(data).FullName,
            Rounds = parsed.GetValue(rounds),
            LargeSize = parsed.GetValue(large),
            SmallCount = parsed.GetValue(small),
            HeldCount = parsed.GetValue(held),
            Stages = parsed.GetRequiredValue(stages),
        }));
        return command;
    }

    private static void Run(ComparisonSettings settings)
    {
        var table = new TargetTable();
        // Small ones first: deleting large ones keeps the file system busy. Each stage has new services and a new folder.
        foreach (var stage in Stages.Where(settings.Stages.Contains))
        {
            var folder = Directory.CreateDirectory(Path.Combine(settings.Data, $"benchmark-{stage}-{Guid.NewGuid():N}")).FullName;
            try
            {
                Measure(stage, settings, folder, table);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        table.WriteTo(Console.Out);
    }

    private static void Measure(string stage, ComparisonSettings settings, string folder, TargetTable table)
    {
        switch (stage)
        {
            case "small":
                table.Add(SmallFiles.Run(settings, folder));
                break;
            case "large":
                table.Add(LargeFiles.Run(settings, folder));
                break;
            default:
                table.Add(HeldUploads.Run(settings, folder));
                break;
        }
    }
}
