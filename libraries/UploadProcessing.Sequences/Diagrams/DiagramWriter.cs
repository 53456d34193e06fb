using System.Text;
using System.Text.RegularExpressions;

namespace UploadProcessing.Sequences.Diagrams;

internal static partial class DiagramWriter
{
    public static string Write(Sequence sequence)
    {
        var text = new StringBuilder();
        text.Append("%%{init: {\"sequence\": {\"showSequenceNumbers\": true}}}%%\n");
        text.Append("sequenceDiagram\n");
        var names = Names(sequence.Participants);
        foreach (var (participant, id) in sequence.Participants.Select(participant => (participant, names[participant])))
        {
            text.Append(id == participant ? $"    participant {id}\n" : $"    participant {id} as {DiagramText.Escape(participant)}\n");
        }

        text.Append('\n');
        var activations = Activations(sequence.Messages);
        foreach (var message in sequence.Messages)
        {
            var arrow = message.Kind switch
            {
                MessageKind.Response => "-->>",
                MessageKind.Asynchronous => "-)",
                _ => "->>",
            };
            var activation = !activations.Contains(message) ? "" : message.Kind == MessageKind.Request ? "+" : "-";
            text.Append($"    {names[message.From]}{arrow}{activation}{names[message.To]}: {DiagramText.Escape(message.Label)}\n");
        }

        return text.ToString();
    }

    /// <summary>Names that Mermaid takes as they are stay, the others get one.</summary>
    private static Dictionary<string, string> Names(IReadOnlyList<string> participants)
    {
        var names = participants.Where(IsPlain).ToDictionary(participant => participant);
        foreach (var participant in participants.Where(participant => !IsPlain(participant)))
        {
            var number = names.Count + 1;
            while (names.ContainsValue($"p{number}"))
            {
                number++;
            }

            names[participant] = $"p{number}";
        }

        return names;
    }

    /// <summary>Requests with an answer and their answers: Mermaid refuses to end an activation that never began.</summary>
    private static HashSet<Message> Activations(IReadOnlyList<Message> messages)
    {
        var paired = new HashSet<Message>(ReferenceEqualityComparer.Instance);
        var open = new List<Message>();
        foreach (var message in messages)
        {
            if (message.Kind == MessageKind.Request)
            {
                open.Add(message);
            }
            else if (message.Kind == MessageKind.Response
                && open.FindLast(request => request.From == message.To && request.To == message.From) is { } request)
            {
                open.Remove(request);
                paired.Add(request);
                paired.Add(message);
            }
        }

        return paired;
    }

    private static bool IsPlain(string name) => Plain().IsMatch(name) && !DiagramSyntax.Keywords.Contains(name.ToLowerInvariant());

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*$")]
    private static partial Regex Plain();
}
